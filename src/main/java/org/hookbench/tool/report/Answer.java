package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.Part;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.analysis.Traffic;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.report.Summary.Case;
import org.hookbench.tool.report.Summary.Cost;
import org.hookbench.tool.report.Summary.Line;

/** Makes the words of a run's {@link Summary}, for all formats. */
final class Answer {
  /** The head of the line about the arm with nothing attached. */
  static final String NOISE = "Noise";

  private final RunResults results;
  private final Titles titles;
  private final PlaceNotes places;

  private Answer(RunResults results) {
    this.results = results;
    this.titles = new Titles(results);
    this.places = new PlaceNotes(results, titles);
  }

  /** What it says; empty where no fork came to its end. */
  static Optional<Summary> of(RunResults results) {
    return results.cases().isEmpty()
        ? Optional.empty()
        : Optional.of(new Answer(results).summary());
  }

  private Summary summary() {
    List<Line> lines = new ArrayList<>();
    objects().forEach(text -> lines.add(new Line("Object", text, false)));
    code().ifPresent(text -> lines.add(new Line("Code", text, false)));
    lines.add(new Line(NOISE, "two arms with nothing attached differ by " + noise(), false));
    lines.add(new Line("Trust", trust(), false));
    noisy().ifPresent(text -> lines.add(new Line("Note", text, true)));
    copies().ifPresent(text -> lines.add(new Line("Note", text, false)));
    leftBehind().ifPresent(text -> lines.add(new Line("Note", text, true)));
    for (CaseResult c : results.cases()) {
      for (String why : c.distrust()) {
        Line line = new Line("UNTRUSTED", ArmNames.of(c).in(why), true);
        if (!lines.contains(line)) {
          lines.add(line);
        }
      }
    }
    open().ifPresent(text -> lines.add(new Line("Open", text, false)));
    String interval = Numbers.chosen(100 * results.confidence()) + " % interval";
    return new Summary(
        title(),
        places.limits().stream().map(text -> new Line("Limit", text, true)).toList(),
        List.of("", "cost", interval, "change", "answer"),
        results.cases().stream().map(this::costs).toList(),
        lines);
  }

  private String title() {
    boolean empty = arms().stream().allMatch(a -> !isHook(a) || a.arm().hasEmptyProgram());
    String question = empty ? "What an empty eBPF program costs" : "What each hook costs";
    String kernel = results.run().machine().getOrDefault("kernel", "").replaceFirst(" .*", "");
    return question + (kernel.isEmpty() ? "" : ", Linux " + Plain.text(kernel));
  }

  private Case costs(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    List<Cost> costs = new ArrayList<>();
    for (ArmResult a : c.arms()) {
      if (isHook(a)) {
        costs.add(cost(c, names.of(a.arm()), false, a.change(), a.changeInterval(), a.effect()));
        addParts(costs, names, c, a);
      }
    }
    return new Case(titles.of(c), Numbers.value(c.baseline().value()), c.metric().unit(), costs);
  }

  /**
   * Below an arm, what its hook takes from the device or needs beside running, and what is left for
   * the hook itself; or what its program costs more than the one that the user compares it with.
   */
  private static void addParts(List<Cost> costs, ArmNames names, CaseResult c, ArmResult a) {
    for (Part p : c.parts()) {
      if (!p.arm().equals(a.arm().id())) {
        continue;
      }
      if (p.kind() == Part.Kind.HOOK) {
        c.parts().stream()
            .filter(other -> other.arm().equals(p.less()))
            .forEach(other -> costs.add(part(c, other, other.kind().words())));
        costs.add(part(c, p, "the hook itself"));
      } else if (p.kind() == Part.Kind.PROGRAM) {
        costs.add(part(c, p, "the program itself"));
      } else if (p.kind() == Part.Kind.AGAINST) {
        String program = p.less().substring(p.less().indexOf('/') + 1);
        costs.add(part(c, p, "minus " + names.ofProgram(program)));
      }
    }
  }

  private static Cost part(CaseResult c, Part p, String name) {
    return cost(c, name, true, p.change(), p.changeInterval(), Optional.of(p.effect()));
  }

  private static Cost cost(
      CaseResult c,
      String name,
      boolean isPart,
      Optional<Double> change,
      Optional<Interval> interval,
      Optional<Effect> effect) {
    Verdict verdict = effect.map(Effect::verdict).orElse(Verdict.INCONCLUSIVE);
    return new Cost(
        name,
        isPart,
        Numbers.change(change, interval),
        Numbers.changeRange(change, interval, " .. "),
        effect.map(e -> relative(Direction.of(c.metric()).percent(e))).orElse(""),
        Verdicts.word(verdict, c.metric().unit()),
        Verdicts.styleName(verdict));
  }

  /** By how much the metric's own value changes: a goodput that falls to a half is -50 %. */
  private static String relative(OptionalDouble percent) {
    return percent.isPresent()
        ? Numbers.signed(percent.getAsDouble(), Math.abs(percent.getAsDouble()) < 10 ? 1 : 0) + " %"
        : "";
  }

  /** Where the user's own programs are from. */
  private List<String> objects() {
    return ArmNames.ofArms(arms().stream().map(ArmResult::arm).toList()).objects();
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
              .ifPresent(text -> programs.add(ArmNames.of(c).ofId(p.arm()) + " has " + text));
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

  /** In which cases what comes to a lane after some arm is not as it is elsewhere. */
  private Optional<String> leftBehind() {
    String cases =
        results.cases().stream()
            .filter(c -> c.arms().stream().anyMatch(a -> warns(a, Warning.Kind.CARRY_OVER)))
            .map(titles::of)
            .collect(Collectors.joining(", "));
    return cases.isEmpty()
        ? Optional.empty()
        : Optional.of(
            cases
                + ": an arm seems to leave something behind on its lanes, so that costs may be"
                + " wrong; report --all says which and how much");
  }

  private static boolean warns(ArmResult arm, Warning.Kind kind) {
    return arm.effect().stream()
        .flatMap(e -> e.warnings().stream())
        .anyMatch(w -> w.kind() == kind);
  }

  /** Which cases other work has made noisy. */
  private Optional<String> noisy() {
    List<CaseResult> noisy =
        results.cases().stream().filter(c -> warns(c.nullArm(), Warning.Kind.OTHER_LOAD)).toList();
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
              ArmNames.of(c).of(a.arm())
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
}
