package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.UsageException;
import org.hookbench.framework.stats.Interval;

/**
 * A rule that a comparison must pass, over the simultaneous intervals (1 - alpha/m, m the declared
 * comparisons): all of them cover at once with 95 %, so that a gate over many hooks fails no more
 * often by chance than a gate over one.
 *
 * <p>Of {@code worse>T}, + being worse, an interval [low, high] is
 *
 * <ul>
 *   <li>a <b>regression</b> where low is above T;
 *   <li>a <b>pass</b> where high is at or below T: any worsening is shown to be no more than T;
 *   <li><b>undecided</b> otherwise, also where there is no interval.
 * </ul>
 *
 * Of {@code worse>=T}: a regression where low is at or above T, a pass where high is below T.
 * {@code worse} alone is {@code worse>T} with each metric's own smallest effect of interest for T.
 * Where the base is 0 there is no per cent: any rise above 0 is a regression, whatever T.
 *
 * <p>The whole: untrusted where the results are; else a regression where any comparison is; else
 * undecided where any is, or where a side lacks what the base has; else a pass. The null arms and
 * the UNPAIRED raw values are not looked at.
 *
 * @param text the rule as it is printed
 * @param threshold T, a fraction; empty for each metric's own
 * @param inclusive whether T itself is a regression
 */
public record Gate(String text, OptionalDouble threshold, boolean inclusive) {
  private static final Pattern RULE =
      Pattern.compile("\\s*worse\\s*(?:(>=?)\\s*(\\d{1,6}(?:\\.\\d{1,6})?)\\s*%\\s*)?");

  /** How a gate ends, and the exit code that says so. */
  public enum Outcome {
    /** Every comparison is shown to be no worse than allowed. */
    PASS(0),
    /** At least one comparison is shown to be worse. */
    REGRESSION(1),
    /** Neither is shown. */
    UNDECIDED(2),
    /** The results can't be trusted. */
    UNTRUSTED(3);

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    /** What the process ends with. */
    public int exitCode() {
      return exitCode;
    }
  }

  /**
   * What came of one comparison.
   *
   * @param comparison which
   * @param outcome pass, regression or undecided
   */
  public record Decision(Comparison comparison, Outcome outcome) {}

  /**
   * What came of all.
   *
   * @param gate the rule
   * @param outcome of the whole
   * @param decisions one a declared comparison
   * @param gone what a side lacks of the base, which is undecided
   */
  public record Result(Gate gate, Outcome outcome, List<Decision> decisions, List<String> gone) {
    public Result {
      gone = List.copyOf(gone);
      decisions = List.copyOf(decisions);
    }

    /** How many comparisons came out so. */
    public long count(Outcome of) {
      return decisions.stream().filter(d -> d.outcome() == of).count();
    }
  }

  /**
   * Reads {@code worse}, {@code worse>2%} or {@code worse>=0.5%}.
   *
   * @throws UsageException in words for the user
   */
  public static Gate parse(String rule) {
    Matcher m = RULE.matcher(rule);
    if (!m.matches()) {
      throw new UsageException(
          "'" + rule + "' is not a rule, such as worse, 'worse>2%' or 'worse>=0.5%'");
    }
    if (m.group(1) == null) {
      return new Gate("worse", OptionalDouble.empty(), false);
    }
    return new Gate(
        "worse" + m.group(1) + m.group(2) + "%",
        OptionalDouble.of(Double.parseDouble(m.group(2)) / 100),
        m.group(1).equals(">="));
  }

  /** Judges the declared comparisons. */
  public Result check(ComparisonResults results) {
    List<Decision> decisions = new ArrayList<>();
    for (Comparison c : results.comparisons()) {
      if (c.basis().isDeclared()) {
        decisions.add(new Decision(c, decide(c)));
      }
    }
    Outcome whole = results.gone().isEmpty() ? Outcome.PASS : Outcome.UNDECIDED;
    for (Outcome worst : List.of(Outcome.UNDECIDED, Outcome.REGRESSION)) {
      if (decisions.stream().anyMatch(d -> d.outcome() == worst)) {
        whole = worst;
      }
    }
    return new Result(
        this, results.isTrusted() ? whole : Outcome.UNTRUSTED, decisions, results.gone());
  }

  private Outcome decide(Comparison c) {
    Optional<Interval> relative = c.relative().flatMap(Shift::simultaneous);
    if (relative.isPresent()) {
      double limit = threshold.orElse(c.subject().delta());
      return decide(relative.get().low(), relative.get().high(), limit, inclusive);
    }
    Optional<Interval> change = c.change().flatMap(Shift::simultaneous);
    if (change.isEmpty() || c.relative().isPresent()) {
      return Outcome.UNDECIDED;
    }
    return c.subject().higherIsBetter()
        ? decide(-change.get().high(), -change.get().low(), 0, false)
        : decide(change.get().low(), change.get().high(), 0, false);
  }

  static Outcome decide(double low, double high, double limit, boolean inclusive) {
    if (inclusive ? low >= limit : low > limit) {
      return Outcome.REGRESSION;
    }
    return (inclusive ? high < limit : high <= limit) ? Outcome.PASS : Outcome.UNDECIDED;
  }

  /** The rule in full, e.g. {@code worse>1%} of a metric, for {@code worse} alone. */
  public String of(Subject subject) {
    return threshold.isPresent()
        ? text
        : String.format(Locale.ROOT, "worse>%s%%", shown(100 * subject.delta()));
  }

  private static String shown(double percent) {
    return new java.math.BigDecimal(percent)
        .setScale(4, java.math.RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
