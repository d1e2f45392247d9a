package org.hookbench.framework.analysis;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.UsageException;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;

/**
 * The most that a hook with its program may cost, and whether an interval shows that it costs no
 * more.
 *
 * @param most in the unit, above 0
 * @param unit what it is counted in
 */
public record Budget(double most, Unit unit) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ns|%)");

  /** What a budget is counted in. */
  public enum Unit {
    /** ns an operation, e.g. a packet. */
    NANOS("ns"),
    /** Of what the workload costs without a hook. */
    PERCENT("%");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }
  }

  /** What an interval shows. */
  public enum Outcome {
    /** All of it is at or below the budget. */
    WITHIN,
    /** All of it is above. */
    OVER,
    /** The budget is inside it, or there is none. */
    UNDECIDED
  }

  /**
   * Reads {@code 100ns} or {@code 2%}.
   *
   * @throws UsageException in words for the user
   */
  public static Budget parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches() || Double.parseDouble(m.group(1)) == 0) {
      throw new UsageException("'" + text + "' is not a budget, such as 100ns or 2%");
    }
    return new Budget(
        Double.parseDouble(m.group(1)), m.group(2).equals("%") ? Unit.PERCENT : Unit.NANOS);
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return BigDecimal.valueOf(most).stripTrailingZeros().toPlainString() + unit.symbol;
  }

  /** What an arm adds to the baseline, in the unit; empty for the baseline. */
  public Optional<Double> cost(ArmResult arm) {
    return unit == Unit.NANOS
        ? arm.nanos().map(Change::estimate)
        : arm.effect()
            .filter(e -> e.estimate().isPresent())
            .map(e -> Effect.percent(e.estimate().getAsDouble()));
  }

  /** Its interval, in the unit; empty where there is none. */
  public Optional<Interval> interval(ArmResult arm) {
    return unit == Unit.NANOS
        ? arm.nanos().flatMap(Change::interval)
        : arm.effect().flatMap(Effect::interval).map(Budget::percent);
  }

  private static Interval percent(Interval log) {
    return new Interval(Effect.percent(log.low()), Effect.percent(log.high()), log.confidence());
  }

  /** What an arm's interval shows. */
  public Outcome of(ArmResult arm) {
    return of(interval(arm));
  }

  Outcome of(Optional<Interval> interval) {
    if (interval.isEmpty()) {
      return Outcome.UNDECIDED;
    }
    if (interval.get().high() <= most) {
      return Outcome.WITHIN;
    }
    return interval.get().low() > most ? Outcome.OVER : Outcome.UNDECIDED;
  }

  /**
   * The arms of a case that a budget is for: every hook with its program. Beside other programs
   * {@code pass} is not asked, for a run adds it by itself, to tell what the hook alone costs.
   */
  public static List<ArmResult> judged(CaseResult c) {
    List<ArmResult> hooks =
        c.arms().stream().filter(arm -> arm.arm().role() == Arm.Role.HOOK).toList();
    List<ArmResult> others = hooks.stream().filter(arm -> !arm.arm().hasEmptyProgram()).toList();
    return others.isEmpty() ? hooks : others;
  }

  /** Whether every hook of a case is shown to be within the budget or over it. */
  public boolean isDecided(CaseResult c) {
    return judged(c).stream().noneMatch(arm -> of(arm) == Outcome.UNDECIDED);
  }
}
