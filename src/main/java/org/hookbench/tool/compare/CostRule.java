package org.hookbench.tool.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.Part;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.workload.Metric;

/**
 * A rule that the costs of one run must keep, over each cost's own interval: {@code tc/UdpPackets >
 * 100ns} fails where a cost of that hook is shown to be above 100 ns.
 *
 * @param text the rule as the user wrote it
 * @param subject whose cost: a hook, an arm, {@link #PROGRAM}, {@link #AGAINST}; empty for every
 *     hook with its program
 * @param workload of which workload; empty for all
 * @param limit the most that it may cost, 0 or more, in the unit; empty for the smallest effect of
 *     interest of each metric
 * @param unit what the limit is in
 */
public record CostRule(
    String text,
    Optional<String> subject,
    Optional<String> workload,
    Optional<Double> limit,
    Unit unit) {
  /** Stands for what a program costs more than the empty one at its hook. */
  public static final String PROGRAM = "program";

  /** Stands for what a program costs more than the one that it is compared with. */
  public static final String AGAINST = "against";

  private static final String WORSE = "worse";

  private static final Pattern RULE =
      Pattern.compile("\\s*(.*?)\\s*>\\s*(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(ns|us|Gbit/s|%)\\s*");

  /** What a limit is in. */
  public enum Unit {
    /** Time an operation, ns. */
    NANOS("ns", 1),
    /** Time an operation, us. */
    MICROS("us", 1e-3),
    /** Of a rate that is lost, Gbit/s. */
    GBITS("Gbit/s", 1),
    /** Of the metric's own value, in the direction that is worse. */
    PERCENT("%", 100);

    private final String symbol;
    private final double scale;

    Unit(String symbol, double scale) {
      this.symbol = symbol;
      this.scale = scale;
    }

    private static Unit of(String symbol) {
      return Stream.of(values()).filter(u -> u.symbol.equals(symbol)).findFirst().orElseThrow();
    }
  }

  /**
   * What came of one cost.
   *
   * @param arm the arm whose cost it is
   * @param less the arm that it is compared with
   * @param workload the case's workload
   * @param cost in the unit; empty where the run has none
   * @param interval of it; empty where there are too few forks
   * @param limit that it was held against
   * @param unit of all of these
   * @param outcome pass, regression or undecided
   */
  public record Decision(
      String arm,
      String less,
      String workload,
      Optional<Double> cost,
      Optional<Interval> interval,
      double limit,
      Unit unit,
      Gate.Outcome outcome) {
    /** In one line. */
    public String words() {
      String range =
          interval.map(i -> " [" + shown(i.low()) + ", " + shown(i.high()) + "]").orElse("");
      String figure = cost.map(c -> shown(c) + " " + unit.symbol + range).orElse("no value");
      String verdict =
          switch (outcome) {
            case PASS -> "is within ";
            case REGRESSION -> "is over ";
            default -> "may be within or over ";
          };
      return String.format(
          "%s with %s costs %s over %s: %s%s %s",
          arm,
          workload,
          figure,
          less,
          verdict,
          BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString(),
          unit.symbol);
    }

    private static String shown(double value) {
      int decimals = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
      return String.format(Locale.ROOT, "%+." + decimals + "f", value);
    }
  }

  /**
   * Reads {@code worse}, {@code > 100ns}, {@code tc > 2%}, {@code tc/UdpPackets > 100ns}, {@code
   * program > 50ns}, {@code against/UdpPackets > 1%} or {@code xdpgeneric/TcpStream > 5Gbit/s}.
   *
   * @throws UsageException in words for the user
   */
  public static CostRule parse(String rule) {
    if (rule.strip().equals(WORSE)) {
      return new CostRule(
          WORSE, Optional.empty(), Optional.empty(), Optional.empty(), Unit.PERCENT);
    }
    Matcher m = RULE.matcher(rule);
    if (!m.matches()) {
      throw new UsageException(
          "'"
              + rule
              + "' is not a rule, such as worse, 'tc > 100ns', 'tc/UdpPackets > 2%' or 'program >"
              + " 50ns'");
    }
    String whose = m.group(1);
    int slash = whose.lastIndexOf('/');
    boolean ofWorkload = slash >= 0 && whose.substring(slash + 1).matches("[A-Z][A-Za-z0-9]*");
    String subject = ofWorkload ? whose.substring(0, slash) : whose;
    return new CostRule(
        rule.strip(),
        subject.isEmpty() ? Optional.empty() : Optional.of(subject),
        ofWorkload ? Optional.of(whose.substring(slash + 1)) : Optional.empty(),
        Optional.of(Double.parseDouble(m.group(2))),
        Unit.of(m.group(3)));
  }

  /**
   * Judges the costs of a run that the rule is for.
   *
   * @throws UsageException where it is for none
   */
  public List<Decision> check(RunResults results) {
    List<Decision> decisions = new ArrayList<>();
    for (CaseResult c : results.cases()) {
      if (workload.map(c.bench().workload()::equals).orElse(true)) {
        decisions.addAll(of(c));
      }
    }
    if (decisions.isEmpty()) {
      throw new UsageException("the run has nothing that the rule '" + text + "' is for");
    }
    return decisions;
  }

  /**
   * Makes sure before a run that it will have something that the rule is for.
   *
   * @throws UsageException where it has not, or where a metric is not in the rule's unit
   */
  public void requireMeant(Plan plan) {
    List<PlannedCase> meant =
        plan.planned().stream()
            .filter(c -> workload.map(c.bench().workload()::equals).orElse(true))
            .filter(c -> isMeant(c, plan.design().against()))
            .toList();
    if (meant.isEmpty()) {
      throw new UsageException("this run measures nothing that the rule '" + text + "' is for");
    }
    if (unit != Unit.PERCENT) {
      meant.forEach(c -> factor(c.workload().metric()));
    }
  }

  private boolean isMeant(PlannedCase c, Optional<String> against) {
    Stream<Arm> hooks = c.arms().stream().filter(Arm::hasProgram);
    if (subject.isEmpty()) {
      return hooks.findAny().isPresent();
    }
    return switch (subject.get()) {
      case PROGRAM -> hooks.anyMatch(a -> !a.hasEmptyProgram());
      case AGAINST -> against.isPresent();
      default ->
          c.arms().stream()
              .anyMatch(
                  a ->
                      a.id().equals(subject.get())
                          || a.hasProgram() && a.hook().toString().equals(subject.get()));
    };
  }

  private List<Decision> of(CaseResult c) {
    if (subject.equals(Optional.of(PROGRAM)) || subject.equals(Optional.of(AGAINST))) {
      Part.Kind kind = subject.get().equals(PROGRAM) ? Part.Kind.PROGRAM : Part.Kind.AGAINST;
      return c.parts().stream()
          .filter(p -> p.kind() == kind)
          .map(
              p ->
                  decide(
                      c, p.arm(), p.less(), Optional.of(p.effect()), Optional.of(p.difference())))
          .toList();
    }
    List<ArmResult> arms =
        subject.isEmpty()
            ? Budget.judged(c)
            : c.arms().stream().filter(a -> isMeant(c, a, subject.get())).toList();
    return arms.stream()
        .map(a -> decide(c, a.arm().id(), c.baseline().arm().id(), a.effect(), a.difference()))
        .toList();
  }

  /** An arm by its id, or of a hook by its name as {@link Budget#judged} picks them. */
  private static boolean isMeant(CaseResult c, ArmResult a, String name) {
    boolean ofHook =
        a.arm().hook().toString().equals(name)
            && Budget.judged(c).stream().anyMatch(j -> j.arm().equals(a.arm()));
    return a.effect().isPresent() && (a.arm().id().equals(name) || ofHook);
  }

  private Decision decide(
      CaseResult c, String arm, String less, Optional<Effect> effect, Optional<Change> difference) {
    double most = limit.orElse(100 * c.delta());
    Metric metric = c.metric();
    Optional<Double> cost;
    Optional<Interval> interval;
    if (unit == Unit.PERCENT) {
      cost =
          effect
              .filter(e -> e.estimate().isPresent())
              .map(e -> percent(metric, e.estimate().getAsDouble()));
      interval =
          effect
              .flatMap(Effect::interval)
              .map(
                  i ->
                      new Interval(
                          percent(metric, i.low()), percent(metric, i.high()), i.confidence()));
    } else {
      double factor = factor(metric);
      cost = difference.map(d -> factor * d.estimate());
      interval = difference.flatMap(Change::interval).map(i -> scaled(i, factor));
    }
    return new Decision(
        arm, less, c.bench().workload(), cost, interval, most, unit, outcome(interval, most));
  }

  /** A cost is a share of the metric's own value: of a rate, what of it is lost. */
  private static double percent(Metric metric, double log) {
    return metric.higherIsBetter() ? -Effect.percent(-log) : Effect.percent(log);
  }

  private static Interval scaled(Interval i, double factor) {
    double a = factor * i.low();
    double b = factor * i.high();
    return new Interval(Math.min(a, b), Math.max(a, b), i.confidence());
  }

  /** From a change of the metric to a cost in the rule's unit. */
  private double factor(Metric metric) {
    if (unit == Unit.GBITS && metric.unit().equals(unit.symbol)) {
      return -1;
    }
    if (unit != Unit.GBITS && !metric.higherIsBetter()) {
      return unit.scale * metric.nanosPerOperation(1);
    }
    throw new UsageException(
        "the rule '"
            + text
            + "' is in "
            + unit.symbol
            + ", and "
            + metric.name()
            + " is measured in "
            + metric.unit()
            + "; give the limit in that or in %");
  }

  private static Gate.Outcome outcome(Optional<Interval> interval, double limit) {
    return interval
        .map(i -> Gate.decide(i.low(), i.high(), limit, false))
        .orElse(Gate.Outcome.UNDECIDED);
  }
}
