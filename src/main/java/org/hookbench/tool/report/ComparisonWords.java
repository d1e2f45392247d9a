package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Shift;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.compare.Subject;
import org.hookbench.tool.report.ComparisonSections.Section;

/** The sentences that the text, the Markdown and the page of a comparison share. */
final class ComparisonWords {
  private static final int MOST_NAMED = 5;

  private ComparisonWords() {}

  /** A table's title. */
  static String title(ComparisonResults results, Section s) {
    String sides = s.workload() + ": " + s.against() + " against " + results.base().label();
    if (s.raw()) {
      return "UNPAIRED " + sides;
    }
    Subject first = s.rows().get(0).subject();
    return results.kind() == ComparisonResults.Kind.RUNS
        ? sides + ", " + first.metric() + " in " + ComparisonNumbers.unit(s.rows().get(0)).name()
        : sides;
  }

  /** What is asked: {@code friday against monday}. */
  static String question(ComparisonResults results) {
    return results.others().stream().map(Side::label).collect(Collectors.joining(", "))
        + " against "
        + results.base().label();
  }

  /** What came of it, in one sentence. */
  static String summary(ComparisonResults results) {
    List<Comparison> declared =
        results.comparisons().stream().filter(c -> c.basis().isDeclared()).toList();
    List<String> counts = new ArrayList<>();
    for (Verdict v : Verdict.values()) {
      declared.stream()
          .filter(c -> c.p().isPresent() && c.verdict() == v)
          .collect(
              Collectors.groupingBy(ComparisonWords::verdict, TreeMap::new, Collectors.counting()))
          .forEach((word, n) -> counts.add(n + " " + word));
    }
    return String.format(
        Locale.ROOT,
        "%d of %d comparisons have values enough for a test%s.",
        results.kind() == ComparisonResults.Kind.RUNS
            ? results.family()
            : declared.stream().filter(c -> c.p().isPresent()).count(),
        declared.size(),
        counts.isEmpty() ? "" : ": " + String.join(", ", counts));
  }

  /** How to read the tables. */
  static String legend(ComparisonResults results) {
    String family =
        results.family() > 0 ? " p is Holm's over the " + results.family() + " tested." : "";
    return "Changes in % are the metric's own, new against base: of a rate that falls it is -."
        + family
        + (results.kind() == ComparisonResults.Kind.RUNS
            ? " Under each side stands what the hook costs in it, against the baseline of the same run."
                + " Compared is each run's own effect of a hook against its baseline, by Welch's t on"
                + " the forks. MDE: the smallest difference that so many forks show after Holm with"
                + " 80 % power. UNPAIRED rows are raw values, the forks' medians by Mann-Whitney:"
                + " machine, day and kernel are in them; they have a family of their own and no gate"
                + " looks at them."
            : " Exact Mann-Whitney; the shift is Hodges-Lehmann's, the median over all pairs of a"
                + " new and a base value; with fewer than 4 samples a side Welch's t on"
                + " logarithms, which assumes normal runs. new - base is in the metric's unit.");
  }

  /** {@code smallest effect of interest 1 % (goodput), 2 % (mean latency)}. */
  static String deltas(Section s) {
    List<Double> deltas = s.rows().stream().map(c -> c.subject().delta()).distinct().toList();
    List<String> words = new ArrayList<>();
    for (double delta : deltas) {
      String of =
          s.rows().stream()
              .filter(c -> c.subject().delta() == delta)
              .map(c -> c.subject().metric())
              .distinct()
              .collect(Collectors.joining(", "));
      words.add(percent(delta) + (deltas.size() > 1 ? " of " + of : ""));
    }
    return "smallest effect of interest " + String.join("; ", words);
  }

  /** The gate's outcome, with what decided it. */
  static String gate(Gate.Result r) {
    ArmNames names =
        ArmNames.ofIds(r.decisions().stream().map(d -> d.comparison().subject().arm()));
    Gate.Outcome o = r.outcome();
    String head =
        String.format(
            Locale.ROOT,
            "GATE %s: %s (exit code %d); %d pass, %d worse, %d undecided%s.",
            r.gate().text(),
            o,
            o.exitCode(),
            r.count(Gate.Outcome.PASS),
            r.count(Gate.Outcome.REGRESSION),
            r.count(Gate.Outcome.UNDECIDED),
            r.gone().isEmpty() ? "" : ", " + r.gone().size() + " gone");
    if (o != Gate.Outcome.UNTRUSTED && !r.gone().isEmpty()) {
      head += " " + names.in(some(r.gone())) + ".";
    }
    List<Gate.Decision> why = r.decisions().stream().filter(d -> d.outcome() == o).toList();
    if (o == Gate.Outcome.PASS || o == Gate.Outcome.UNTRUSTED || why.isEmpty()) {
      return head;
    }
    boolean several =
        r.decisions().stream().map(d -> d.comparison().subject().workload()).distinct().count() > 1;
    return head
        + " "
        + some(
            why.stream()
                .map(
                    d ->
                        (several ? d.comparison().subject().workload() + ": " : "")
                            + decision(r.gate(), d, names))
                .toList())
        + ".";
  }

  private static String some(List<String> all) {
    return all.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
        + (all.size() > MOST_NAMED ? "; and " + (all.size() - MOST_NAMED) + " more" : "");
  }

  private static String decision(Gate gate, Gate.Decision d, ArmNames names) {
    Comparison c = d.comparison();
    Optional<Interval> interval = c.relative().flatMap(Shift::simultaneous);
    return c.against()
        + " "
        + names.ofId(c.subject().arm())
        + (c.subject().arm().isEmpty() ? c.subject().metric() : "")
        + " "
        + interval
            .map(
                i ->
                    "worse by ["
                        + ComparisonNumbers.percent(i.low())
                        + ", "
                        + ComparisonNumbers.percent(i.high())
                        + "] %, "
                        + gate.of(c.subject()))
            .orElse(isJudged(c) ? "has no simultaneous interval" : "is not judged");
  }

  /** The answer as a table prints it: none where nothing could be tested. */
  static String verdict(Comparison c) {
    if (c.p().isPresent()) {
      return Verdicts.word(c.verdict(), c.subject().unit());
    }
    boolean few =
        c.warnings().stream()
            .map(Warning::kind)
            .anyMatch(k -> k == Warning.Kind.TOO_FEW_SAMPLES || k == Warning.Kind.TOO_FEW_FORKS);
    return few ? "too few" : isJudged(c) ? "-" : "not judged";
  }

  /** Not where the two sides were measured under conditions that decide the metric. */
  private static boolean isJudged(Comparison c) {
    return c.warnings().stream().noneMatch(w -> w.kind() == Warning.Kind.UNLIKE_RUNS);
  }

  static String percent(double fraction) {
    return Numbers.value(100 * fraction).replaceFirst("\\.?0+$", "") + " %";
  }
}
