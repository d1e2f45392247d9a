package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.Part;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;

/**
 * What a run says, on one screen of 80 columns that stands last: what each hook costs in the
 * metric's own unit and direction, and in words; the noise; whether it can be trusted; what is
 * open.
 */
final class Answer {
  private static final int LONGEST_NAME = 26;
  private static final int LONGEST_VALUE = 18;

  private final RunResults results;
  private final Titles titles;
  private final PlaceNotes places;
  private final Ansi ansi;

  private Answer(RunResults results, Ansi ansi) {
    this.results = results;
    this.titles = new Titles(results);
    this.places = new PlaceNotes(results, titles);
    this.ansi = ansi;
  }

  /** Its lines; none where no fork came to its end. */
  static List<String> lines(RunResults results, Ansi ansi) {
    return results.cases().isEmpty() ? List.of() : new Answer(results, ansi).lines();
  }

  /** Of its lines those of the table. */
  static List<String> costs(RunResults results, Ansi ansi) {
    return new Answer(results, ansi).costLines();
  }

  /** Of its lines those about the arm with nothing attached. */
  static List<String> noise(RunResults results) {
    return new Answer(results, new Ansi(false)).noiseLines();
  }

  private List<String> costLines() {
    return TextTable.lines(costs(), LONGEST_NAME, LONGEST_VALUE).stream()
        .map(ansi::answer)
        .toList();
  }

  private List<String> noiseLines() {
    return wrapped("Noise", "two arms with nothing attached differ by " + noise());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title());
    places.limits().forEach(text -> wrapped("Limit", text).forEach(l -> lines.add(ansi.alarm(l))));
    lines.addAll(costLines());
    code().ifPresent(text -> lines.addAll(wrapped("Code", text)));
    lines.addAll(noiseLines());
    lines.addAll(wrapped("Trust", trust()));
    noisy().ifPresent(text -> wrapped("Note", text).forEach(l -> lines.add(ansi.alarm(l))));
    copies().ifPresent(text -> lines.addAll(wrapped("Note", text)));
    results.cases().stream()
        .flatMap(c -> c.distrust().stream())
        .distinct()
        .forEach(
            why -> wrapped("UNTRUSTED", Plain.text(why)).forEach(l -> lines.add(ansi.alarm(l))));
    open().ifPresent(text -> lines.addAll(wrapped("Open", text)));
    return lines;
  }

  private String title() {
    boolean empty = arms().stream().allMatch(a -> !isHook(a) || a.arm().hasEmptyProgram());
    String question = empty ? "What an empty eBPF program costs" : "What each hook costs";
    String kernel = results.run().machine().getOrDefault("kernel", "").replaceFirst(" .*", "");
    return question + (kernel.isEmpty() ? "" : ", Linux " + Plain.text(kernel));
  }

  private Grid costs() {
    String interval = Numbers.chosen(100 * results.confidence()) + " % interval";
    Grid grid = new Grid().text("").numbers("cost").text(interval).numbers("change").text("answer");
    for (CaseResult c : results.cases()) {
      grid.row(
          List.of(titles.of(c), Numbers.value(c.baseline().value()), c.metric().unit(), "", ""));
      for (ArmResult a : c.arms()) {
        if (isHook(a)) {
          grid.row(
              List.of(
                  "  " + Plain.text(a.arm().id()),
                  Numbers.change(a.change(), a.changeInterval()),
                  interval(a),
                  relative(c, a.effect()),
                  answer(a)));
          addParts(grid, c, a);
        }
      }
    }
    return grid;
  }

  /**
   * Below an arm, what its hook takes from the device or needs beside running, and what is left for
   * the hook itself; or what its program costs more than the one that the user compares it with.
   */
  private static void addParts(Grid grid, CaseResult c, ArmResult a) {
    for (Part p : c.parts()) {
      if (!p.arm().equals(a.arm().id())) {
        continue;
      }
      if (p.kind() == Part.Kind.HOOK) {
        c.parts().stream()
            .filter(other -> other.arm().equals(p.less()))
            .forEach(other -> grid.row(part(c, other, other.kind().words())));
        grid.row(part(c, p, "the hook itself"));
      } else if (p.kind() == Part.Kind.AGAINST) {
        String program = p.less().substring(p.less().indexOf('/') + 1);
        grid.row(part(c, p, "minus " + Plain.text(program)));
      }
    }
  }

  private static List<String> part(CaseResult c, Part p, String name) {
    return List.of(
        "    " + name,
        Numbers.change(p.change(), p.changeInterval()),
        Numbers.changeRange(p.change(), p.changeInterval(), " .. "),
        relative(c, Optional.of(p.effect())),
        Verdicts.word(p.effect().verdict()));
  }

  private static String interval(ArmResult a) {
    return Numbers.changeRange(a.change(), a.changeInterval(), " .. ");
  }

  /** By how much the metric's own value changes: a goodput that falls to a half is -50 %. */
  private static String relative(CaseResult c, Optional<Effect> effect) {
    return effect.stream()
        .flatMap(e -> e.estimate().stream().boxed())
        .map(log -> c.metric().higherIsBetter() ? -log : log)
        .map(log -> Numbers.signed(Effect.percent(log), decimals(log)) + " %")
        .findFirst()
        .orElse("");
  }

  private static int decimals(double log) {
    return Math.abs(Effect.percent(log)) < 10 ? 1 : 0;
  }

  private static String answer(ArmResult a) {
    return Verdicts.word(a.effect().map(Effect::verdict).orElse(Verdict.INCONCLUSIVE));
  }

  private String noise() {
    return results.cases().stream()
        .map(
            c ->
                Numbers.change(c.nullArm().change(), c.nullArm().changeInterval())
                    + " "
                    + c.metric().unit()
                    + c.nullArm()
                        .effect()
                        .flatMap(Effect::interval)
                        .map(i -> " (+-" + Numbers.share(i.halfWidth()) + " %)")
                        .orElse(""))
        .collect(Collectors.joining(", "));
  }

  private String trust() {
    int planned = results.run().design().forks();
    String forks =
        results.cases().stream()
            .map(c -> c.forks() + " of " + planned)
            .distinct()
            .collect(Collectors.joining(", "));
    List<String> facts = new ArrayList<>();
    facts.add(forks + " forks");
    runs().ifPresent(facts::add);
    otherLoad(results.cases())
        .ifPresent(share -> facts.add("other load on the measured CPUs " + share));
    String steal = results.run().machine().get("steal");
    if (steal != null) {
      facts.add("steal " + Plain.text(steal));
    }
    facts.addAll(places.facts());
    facts.add(String.format(Locale.ROOT, "%.0f s", results.run().wallNanos() / 1e9));
    return String.join("; ", facts);
  }

  /** What is in the cost of a hook because of how the workload makes its packets. */
  private Optional<String> copies() {
    return results.cases().stream()
        .filter(c -> c.bench().workload().equals("KernelPackets"))
        .flatMap(c -> c.arms().stream())
        .filter(a -> isHook(a) && a.arm().hook().hook().equals("xdpgeneric"))
        .findFirst()
        .map(
            a ->
                "xdpgeneric with KernelPackets includes a copy of each packet, for they share their"
                    + " bytes");
  }

  /** Of programs that the user compares with another, what the kernel made of both. */
  private Optional<String> code() {
    List<String> programs = new ArrayList<>();
    for (CaseResult c : results.cases()) {
      for (Part p : c.parts()) {
        if (p.kind() == Part.Kind.AGAINST) {
          compared(code(c, p.arm()), code(c, p.less()))
              .ifPresent(text -> programs.add(Plain.text(p.arm()) + " has " + text));
        }
      }
    }
    return programs.isEmpty()
        ? Optional.empty()
        : Optional.of(programs.stream().distinct().collect(Collectors.joining("; ")));
  }

  private static Optional<Traffic.Code> code(CaseResult c, String arm) {
    return c.arms().stream()
        .filter(a -> a.arm().id().equals(arm))
        .flatMap(a -> a.traffic().code().stream())
        .findFirst();
  }

  private static Optional<String> compared(
      Optional<Traffic.Code> one, Optional<Traffic.Code> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    long bytes = one.get().jitedBytes();
    long instructions = one.get().verifiedInstructions();
    List<String> facts = new ArrayList<>();
    if (bytes > 0) {
      facts.add(
          String.format(
              Locale.ROOT, "%d bytes JITed (%+d)", bytes, bytes - other.get().jitedBytes()));
    }
    if (instructions > 0) {
      facts.add(
          String.format(
              Locale.ROOT,
              "%d instructions verified (%+d)",
              instructions,
              instructions - other.get().verifiedInstructions()));
    }
    return facts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", facts));
  }

  /** Which cases other work has made noisy. */
  private Optional<String> noisy() {
    List<CaseResult> noisy =
        results.cases().stream()
            .filter(
                c ->
                    c.nullArm().effect().stream()
                        .flatMap(e -> e.warnings().stream())
                        .anyMatch(w -> w.kind() == Warning.Kind.OTHER_LOAD))
            .toList();
    return otherLoad(noisy)
        .map(
            share ->
                noisy.stream().map(titles::of).collect(Collectors.joining(", "))
                    + (noisy.size() == 1 ? " is" : " are")
                    + " noisy: other work took "
                    + share
                    + " of the measured CPUs' time; end it and measure again");
  }

  /** How much of the time of the CPUs that measured went to something else, in per cent. */
  private static Optional<String> otherLoad(List<CaseResult> cases) {
    DoubleSummaryStatistics shares =
        cases.stream().flatMapToDouble(c -> c.otherLoadPercent().stream()).summaryStatistics();
    if (shares.getCount() == 0) {
      return Optional.empty();
    }
    String least = String.format(Locale.ROOT, "%.1f", shares.getMin());
    String most = String.format(Locale.ROOT, "%.1f", shares.getMax());
    return Optional.of((least.equals(most) ? most : least + " to " + most) + " %");
  }

  /** How often the programs ran for each packet of theirs, over all arms. */
  private Optional<String> runs() {
    DoubleSummaryStatistics perPacket =
        arms().stream()
            .filter(a -> a.arm().hasProgram())
            .flatMapToDouble(a -> a.traffic().runsPerPacket().stream())
            .summaryStatistics();
    if (perPacket.getCount() == 0) {
      return Optional.empty();
    }
    double least = perPacket.getMin();
    double most = perPacket.getMax();
    String range =
        most - least < 0.005
            ? String.format(Locale.ROOT, "%.2f", least)
            : String.format(Locale.ROOT, "%.2f to %.2f", least, most);
    return Optional.of("programs ran " + range + " times a packet");
  }

  /** Which comparisons are open, and how many forks would decide them. */
  private Optional<String> open() {
    List<String> open = new ArrayList<>();
    for (CaseResult c : results.cases()) {
      for (ArmResult a : c.arms()) {
        if (isHook(a) && a.effect().map(e -> e.verdict() == Verdict.INCONCLUSIVE).orElse(false)) {
          OptionalInt forks = a.effect().get().forksToDecide();
          open.add(
              Plain.text(a.arm().id())
                  + " with "
                  + titles.of(c)
                  + (forks.isPresent() ? " (-f " + forks.getAsInt() + " would decide)" : ""));
        }
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", open));
  }

  private List<ArmResult> arms() {
    return results.cases().stream().flatMap(c -> c.arms().stream()).toList();
  }

  private static boolean isHook(ArmResult a) {
    return a.arm().role() == Arm.Role.HOOK && a.arm().hasProgram();
  }

  private static List<String> wrapped(String head, String text) {
    return Wrap.hanging(TextReport.WIDTH, "", "       ", String.format("%-6s %s", head, text))
        .lines()
        .toList();
  }
}
