package org.hookbench.tool.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.hookbench.framework.stats.ChangePoints;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.LevelShift;
import org.hookbench.framework.stats.Verdict;

/** The changes of one series, each with its size and what else changed there. */
final class SeriesChanges {
  private final SeriesPoints series;
  private final ChangePoints test;
  private final double alpha;

  SeriesChanges(SeriesPoints series, ChangePoints test, double alpha) {
    this.series = series;
    this.test = test;
    this.alpha = alpha;
  }

  /**
   * All of them.
   *
   * @param first the first that may be
   * @param pHolm of that, after Holm's correction
   * @param comparisons that this is over
   */
  List<HistoryChange> found(Optional<ChangePoints.Candidate> first, double pHolm, int comparisons) {
    TreeMap<Integer, Double> found = new TreeMap<>();
    double p = pHolm;
    Optional<ChangePoints.Candidate> next = first;
    while (next.isPresent() && p <= alpha) {
      found.put(next.get().at(), p);
      next = test.next(List.copyOf(found.keySet()));
      p = next.map(c -> Math.min(1, comparisons * c.p())).orElse(1.0);
    }
    double[] weights = test.weights(List.copyOf(found.keySet()));
    List<HistoryChange> changes = new ArrayList<>();
    for (int at : found.keySet()) {
      int from = Optional.ofNullable(found.lowerKey(at)).orElse(0);
      int to = Optional.ofNullable(found.higherKey(at)).orElse(weights.length);
      changes.add(change(at, from, to, found.getOrDefault(at, 1.0), weights));
    }
    return changes;
  }

  private HistoryChange change(int at, int from, int to, double p, double[] weights) {
    HistoryPoint before = series.points().get(at - 1);
    HistoryPoint after = series.points().get(at);
    LevelShift effect = shift(HistoryPoint::effect, at, from, to, weights);
    LevelShift cost = shift(HistoryPoint::cost, at, from, to, weights);
    LevelShift baseline = shift(point -> point.bench().baseline().value(), at, from, to, weights);
    return new HistoryChange(
        before,
        after,
        at,
        p,
        effect,
        cost,
        baseline,
        1 - alpha,
        verdict(effect),
        isOfHook(effect, cost),
        alsoChanged(before, after));
  }

  private LevelShift shift(
      ToDoubleFunction<HistoryPoint> value, int at, int from, int to, double[] weights) {
    return LevelShift.of(
        series.points().subList(from, to).stream().mapToDouble(value).toArray(),
        Arrays.copyOfRange(weights, from, to),
        at - from);
  }

  /** That there is a change is shown already; what is asked is whether it is more than delta. */
  private Verdict verdict(LevelShift effect) {
    double delta = series.delta();
    Verdict verdict =
        effect
            .interval(1 - alpha)
            .map(
                i ->
                    Verdict.of(
                        i, effect.interval(1 - 2 * alpha), Math.log1p(-delta), Math.log1p(delta)))
            .orElse(Verdict.INCONCLUSIVE);
    if (verdict != Verdict.INCONCLUSIVE) {
      return verdict;
    }
    return effect.shift() > 0 ? Verdict.WORSE_LIKELY : Verdict.BETTER_LIKELY;
  }

  /**
   * An effect is a share of the baseline: it also falls where all else becomes slower. So the cost
   * in the metric's unit must have changed in the same direction.
   */
  private boolean isOfHook(LevelShift effect, LevelShift cost) {
    double worse = series.metric().higherIsBetter() ? -1 : 1;
    boolean same = Math.signum(effect.shift()) == worse * Math.signum(cost.shift());
    Optional<Interval> interval = cost.interval(1 - alpha);
    return same && interval.map(i -> !i.contains(0)).orElse(cost.shift() != 0);
  }

  private static List<String> alsoChanged(HistoryPoint before, HistoryPoint after) {
    HistoryRun a = before.run();
    HistoryRun b = after.run();
    List<String> unlike = new ArrayList<>();
    unlike(unlike, "kernel", a.kernel(), b.kernel());
    unlike(unlike, "libbpf", a.fact("libbpf"), b.fact("libbpf"));
    unlike(unlike, "program", before.program(), after.program());
    unlike(unlike, "program tag", before.tag(), after.tag());
    unlike(unlike, "CPU", a.fact("cpu"), b.fact("cpu"));
    unlike(unlike, "host", a.fact("host"), b.fact("host"));
    unlike(unlike, "HookBench", a.version(), b.version());
    return unlike;
  }

  private static void unlike(List<String> unlike, String what, String a, String b) {
    if (!a.equals(b)) {
      unlike.add(what + " " + a + " | " + b);
    }
  }
}
