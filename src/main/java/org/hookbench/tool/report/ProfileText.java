package org.hookbench.tool.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.SamplingCost;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.stats.Effect;

/** A profile for a terminal of 80 columns: figures first, then why each hook costs what it does. */
public final class ProfileText {
  private static final int FRAMES = 8;
  private static final int LONGEST_FRAME = 40;
  private static final int LONGEST_GROWTH = 17;
  private static final int LONGEST_FIGURE = 24;
  private static final int LONGEST_OTHER = 22;
  private static final int WIDEST_NUMBER = 9;

  private ProfileText() {}

  /** The whole of it, with a newline at its end; empty where there is no profile. */
  public static String of(RunResults results, List<CaseProfile> profiles) {
    Titles titles = new Titles(results);
    StringBuilder out = new StringBuilder();
    for (CaseProfile p : profiles) {
      Optional<CaseResult> result = Explained.result(p, results);
      String name = result.map(titles::of).orElse(Plain.text(p.bench().workload()));
      figures(out, p, name);
      List<Explained> arms = Explained.of(p, result);
      if (!arms.isEmpty()) {
        ArmNames names = ArmNames.ofArms(p.arms());
        arms.stream()
            .filter(Explained::isHook)
            .forEach(e -> grown(out, e, names.of(e.arm()) + ", " + name));
        note(out, ProfileGrids.GROWTH_NOTE);
        section(
            out,
            "Frames against effect, ns/" + arms.get(0).operation().name() + ": " + name,
            TextTable.lines(ProfileGrids.agreement(arms)));
        note(out, ProfileGrids.AGREEMENT_NOTE);
      }
    }
    return out.toString();
  }

  /** What sampling cost a workload, in a sentence. */
  public static String samplingCost(SamplingCost cost) {
    String text =
        String.format(
            Locale.ROOT,
            "Sampling changed %s by %+.2f %%%s: %d rounds, cycles sampled against cycles not"
                + " sampled in the same forks; no effect above comes from these forks.",
            cost.workload(),
            Effect.percent(cost.estimate()),
            cost.interval()
                .map(
                    i ->
                        String.format(
                            Locale.ROOT,
                            " [%+.2f, %+.2f]",
                            Effect.percent(i.low()),
                            Effect.percent(i.high())))
                .orElse(""),
            cost.rounds());
    return Wrap.at(TextReport.WIDTH, "", text);
  }

  private static void figures(StringBuilder out, CaseProfile p, String name) {
    int from = 0;
    while (from < p.arms().size()) {
      int to = besideEachOther(p.arms(), from);
      Grid grid = ProfileGrids.figures(p, from, to);
      if (!grid.rows().isEmpty()) {
        section(out, "Figures: " + name, TextTable.lines(grid, LONGEST_FIGURE, LONGEST_OTHER));
        out.append('\n');
      }
      from = to;
    }
  }

  /** The index after the last arm whose column still fits beside that of the first. */
  private static int besideEachOther(List<Arm> arms, int from) {
    ArmNames names = ArmNames.ofArms(arms);
    int left = TextReport.WIDTH - LONGEST_FIGURE - LONGEST_OTHER;
    int to = from;
    while (to < arms.size()) {
      int length = names.of(arms.get(to)).length();
      left -= Math.min(LONGEST_OTHER, Math.max(WIDEST_NUMBER, length) + 2);
      if (left < 0) {
        return to;
      }
      to++;
    }
    return to;
  }

  private static void grown(StringBuilder out, Explained e, String name) {
    section(
        out,
        "What grew, ns/" + e.operation().name() + ": " + name,
        TextTable.lines(
            ProfileGrids.growth(e.self(), e.self().grown(FRAMES)), LONGEST_FRAME, LONGEST_GROWTH));
    out.append(Wrap.at(TextReport.WIDTH, "  ", ProfileGrids.sentence(e)));
    out.append('\n');
  }

  private static void section(StringBuilder out, String title, List<String> lines) {
    out.append(Wrap.hanging(TextReport.WIDTH, "", "  ", title));
    lines.forEach(l -> out.append(l).append('\n'));
  }

  private static void note(StringBuilder out, String text) {
    out.append(Wrap.at(TextReport.WIDTH, "  ", text)).append('\n');
  }
}
