package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.tool.flame.Agreement;
import org.hookbench.tool.flame.FrameGrowth;
import org.hookbench.tool.flame.Growth;
import org.hookbench.tool.flame.MeasuredEffect;

/** The tables of a profile; all times are ns for an {@link Operation}. */
final class ProfileGrids {
  static final String AGREEMENT_NOTE =
      "All frames together against the effect that was measured without a profiler, with its"
          + " interval; their ± is at least what the null arm grew by. Frames are CPU time; where both ends of a lane work"
          + " at once, on two CPUs, it may grow by more than the time that passes.";
  static final String GROWTH_NOTE =
      "± is for all frames at once, by the samples' counts: a frame marked ~ may as well not"
          + " have grown. Shares are of what all frames grew by.";

  private ProfileGrids() {}

  /** Whether frames and effect agree, a row an arm. */
  static Grid agreement(List<Explained> arms) {
    ArmNames names = names(arms);
    Grid grid = new Grid().text("hook").numbers("measured", "frames", "ratio").text("finding");
    for (Explained e : arms) {
      String frames = plusMinus(e.self().added(), e.error());
      Optional<Agreement> a = e.agreement();
      boolean shown = a.isPresent() && a.get().measured().isShown();
      grid.row(
          List.of(
              names.of(e.arm()),
              a.map(x -> effect(x.measured())).orElse(""),
              frames,
              shown ? String.format(Locale.ROOT, "%.2f", a.get().ratio()) : "",
              a.map(x -> x.finding().word()).orElse("not measured")));
    }
    return grid;
  }

  /** The same of one arm, for a reader. */
  static String sentence(Explained e) {
    String frames =
        "All functions together grew by "
            + plusMinus(e.self().added(), e.error())
            + " ns of CPU time/"
            + e.operation().name();
    return e.agreement()
        .map(
            a ->
                frames
                    + "; measured without a profiler were "
                    + effect(a.measured())
                    + " ns: "
                    + a.words()
                    + ".")
        .orElse(frames + ".");
  }

  /** Frames with what a hook adds to them, in the order given. */
  static Grid growth(Growth growth, List<FrameGrowth> frames) {
    Grid grid = new Grid().text("frame").numbers("none", "hook", "growth", "share");
    for (FrameGrowth f : frames) {
      double share = 100 * growth.share(f);
      grid.row(
          List.of(
              Plain.text(f.frame().name()),
              Numbers.value(f.baseline()),
              Numbers.value(f.hook()),
              (f.isBeyondNoise() ? "" : "~ ") + plusMinus(f.growth(), f.error()),
              Double.isNaN(share) ? "" : Numbers.signed(share, 1) + " %"));
    }
    return grid;
  }

  /** What the samples are, a row an arm. */
  static Grid samples(List<Explained> arms) {
    ArmNames names = names(arms);
    Grid grid = new Grid().text("arm").numbers("CPU, ns", "samples", "lost", "idle", "others");
    if (!arms.isEmpty()) {
      grid.row(samples(Arm.BASELINE_ID, arms.get(0).baseline()));
    }
    arms.forEach(e -> grid.row(samples(names.of(e.arm()), e.stacks())));
    return grid;
  }

  private static ArmNames names(List<Explained> arms) {
    return ArmNames.ofArms(arms.stream().map(Explained::arm).toList());
  }

  private static List<String> samples(String arm, Stacks s) {
    return List.of(
        arm,
        Numbers.value(s.nanosPerOperation()),
        count(s.samples()),
        count(s.lost()),
        count(s.idle()),
        count(s.others()));
  }

  /**
   * The figures of all profilers, a row a figure and a column an arm.
   *
   * @param from the first arm's index
   * @param to the index after the last one's
   */
  static Grid figures(CaseProfile profile, int from, int to) {
    ArmNames names = ArmNames.ofArms(profile.arms());
    Grid grid = new Grid().text("figure", "unit");
    profile.arms().subList(from, to).forEach(a -> grid.numbers(names.of(a)));
    for (List<ArmProfile> arms : profile.profiles().values()) {
      List<Map<String, Figure>> found = arms.stream().map(ProfileGrids::byLabel).toList();
      Set<String> labels = new LinkedHashSet<>();
      found.forEach(f -> labels.addAll(f.keySet()));
      for (String label : labels) {
        List<String> row = new ArrayList<>();
        row.add(Plain.text(label));
        row.add(Plain.text(first(found, label).unit()));
        for (int i = from; i < to; i++) {
          Figure f = i < found.size() ? found.get(i).get(label) : null;
          row.add(f == null ? "" : Numbers.value(f.value()));
        }
        grid.row(row);
      }
    }
    return grid;
  }

  private static Map<String, Figure> byLabel(ArmProfile arm) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    arm.figures().forEach(f -> figures.put(f.label(), f));
    return figures;
  }

  private static Figure first(List<Map<String, Figure>> arms, String label) {
    return arms.stream().flatMap(a -> Stream.ofNullable(a.get(label))).findFirst().orElseThrow();
  }

  private static String plusMinus(double value, double error) {
    int decimals = decimals(error);
    return Numbers.signed(value, decimals) + " ± " + Numbers.signed(error, decimals).substring(1);
  }

  /** With its interval, as exact as that is. */
  private static String effect(MeasuredEffect m) {
    int decimals = decimals((m.high() - m.low()) / 2);
    return Numbers.signed(m.nanos(), decimals)
        + " ["
        + Numbers.signed(m.low(), decimals)
        + ", "
        + Numbers.signed(m.high(), decimals)
        + "]";
  }

  private static int decimals(double error) {
    return (int) Math.min(5, Math.max(0, 1 - Math.floor(Math.log10(error))));
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
