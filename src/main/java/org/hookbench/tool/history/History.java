package org.hookbench.tool.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.stats.ChangePoints;
import org.hookbench.framework.stats.Holm;
import org.hookbench.framework.stats.ModeratedVariances;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.RunReader;

/**
 * Puts saved runs in the order of time, and finds where what a hook costs changed.
 *
 * <p>What is looked at is the effect, the log ratio to the arm without a hook in the same cycles: a
 * machine that became slower as a whole changes no effect. The squared standard error of an effect
 * is the variance of its run's fork estimates by their number; these variances, from three or six
 * forks each, are drawn towards what they have in common ({@link ModeratedVariances}), and the
 * variance between runs is added ({@link ChangePoints}).
 *
 * <p>The first change of each series is tested at the level of Holm's correction over all series of
 * {@code ChangePoints.fewest} runs or more, each further one of a series at the level divided by
 * their number.
 */
public final class History {
  /** Any number does, as long as the same runs give the same history. */
  private static final long SEED = 42;

  private static final double ALPHA = 1 - Analysis.CONFIDENCE;

  private final HistoryRequest request;
  private final HistoryReader reader;

  /**
   * @param reader of saved runs
   */
  public History(RunReader reader, HistoryRequest request) {
    this.request = request;
    this.reader = new HistoryReader(reader, request);
  }

  /**
   * What the runs say.
   *
   * @throws RefusedException where a folder is none, there are fewer than two runs, or no run has
   *     what is asked for
   * @throws IOException where a file can't be read as a run; its message is the one line to print
   */
  public HistoryResults results() throws IOException, RefusedException {
    List<HistoryRun> runs = reader.runs();
    List<SeriesPoints> all = SeriesPoints.of(runs, request);
    if (all.isEmpty()) {
      throw new RefusedException(SeriesPoints.nothing(runs, request));
    }
    int comparisons = (int) all.stream().filter(History::isTestable).count();
    List<ChangePoints> tests = new ArrayList<>();
    List<Optional<ChangePoints.Candidate>> firsts = new ArrayList<>();
    for (SeriesPoints s : all) {
      ChangePoints test = changePoints(s.points());
      tests.add(test);
      firsts.add(isTestable(s) ? test.next(List.of()) : Optional.empty());
    }
    double[] adjusted = adjusted(firsts);
    List<HistorySeries> series = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < all.size(); i++) {
      OptionalDouble p =
          firsts.get(i).isPresent() ? OptionalDouble.of(adjusted[next++]) : OptionalDouble.empty();
      SeriesPoints s = all.get(i);
      series.add(
          new HistorySeries(
              s.name(),
              s.bench(),
              s.metric(),
              s.delta(),
              s.points(),
              new SeriesChanges(s, tests.get(i), ALPHA)
                  .found(firsts.get(i), p.orElse(1), comparisons),
              p,
              fewest(isTestable(s) ? comparisons : comparisons + 1),
              s.leftOut()));
    }
    return new HistoryResults(runs, series, Analysis.CONFIDENCE, comparisons, SEED, reader.notes());
  }

  /** Whether a change could be shown if this series were the only one. */
  private static boolean isTestable(SeriesPoints series) {
    return series.points().size() >= fewest(1);
  }

  private static int fewest(int comparisons) {
    return ChangePoints.fewest(ALPHA / comparisons);
  }

  private static double[] adjusted(List<Optional<ChangePoints.Candidate>> firsts) {
    return Holm.adjust(
        firsts.stream().flatMap(Optional::stream).mapToDouble(ChangePoints.Candidate::p).toArray());
  }

  private static ChangePoints changePoints(List<HistoryPoint> points) {
    double[][] forks =
        points.stream()
            .map(p -> p.arm().effect().orElseThrow().forkEstimates())
            .toArray(double[][]::new);
    double[] variances = new double[forks.length];
    Arrays.fill(variances, 1);
    ModeratedVariances.of(forks)
        .ifPresent(v -> Arrays.setAll(variances, i -> v[i] / forks[i].length));
    return new ChangePoints(
        points.stream().mapToDouble(HistoryPoint::effect).toArray(), variances, SEED);
  }
}
