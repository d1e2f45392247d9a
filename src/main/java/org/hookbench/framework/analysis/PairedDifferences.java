package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.workload.Metric;

/**
 * How a hook's difference from the baseline moves over a run: what drift would show in.
 *
 * @param forks a list a fork, in the order of time
 */
public record PairedDifferences(List<List<Point>> forks) {
  /** The median of three is deaf to one far slice. */
  private static final int ROBUST = 3;

  /** A fork with fewer is shown cycle by cycle. */
  private static final int MANY_CYCLES = 20;

  /**
   * A point.
   *
   * @param fork the fork's place in the run plus the elapsed share of its cycles: 2.5 is the middle
   *     of the third fork
   * @param percent the difference within a cycle, + is worse
   */
  public record Point(double fork, double percent) {}

  /**
   * The differences of a case's arm.
   *
   * @param c with corrected values ({@link LaneCorrection})
   * @param atMost about how many points to keep; each is then the median of neighbouring cycles of
   *     one fork
   */
  public static PairedDifferences of(CaseData c, int arm, int atMost) {
    Metric metric = c.metric();
    List<ForkData> complete = c.completeForks();
    int block = cyclesAPoint(c, atMost);
    List<List<Point>> forks = new ArrayList<>();
    for (int f = 0; f < complete.size(); f++) {
      double[] ratios = logRatios(complete.get(f), arm, metric);
      List<Point> points = new ArrayList<>();
      for (int from = 0; from < ratios.length; from += block) {
        int to = Math.min(ratios.length, from + block);
        double middle = (from + to) / 2.0 / ratios.length;
        double median = Samples.median(Arrays.copyOfRange(ratios, from, to));
        points.add(new Point(f + middle, Effect.percent(median)));
      }
      forks.add(points);
    }
    return new PairedDifferences(forks);
  }

  /** How many cycles a point of {@link #of} is the median of; 1 where nothing is thinned. */
  public static int cyclesAPoint(CaseData c, int atMost) {
    int forks = c.completeForks().size();
    int cycles = c.completeForks().stream().mapToInt(f -> f.slices().cycles()).sum();
    int least = cycles < MANY_CYCLES * forks ? 1 : ROBUST;
    return Math.max(least, (int) Math.ceil((double) cycles / atMost));
  }

  /** {@code arm - other} of each cycle of a fork, in the metric's unit. */
  public static double[] differences(ForkData fork, int arm, int other) {
    return differences(fork, arm, other, DoubleUnaryOperator.identity());
  }

  /**
   * The same in another unit.
   *
   * @param unit turns a value into it
   */
  static double[] differences(ForkData fork, int arm, int other, DoubleUnaryOperator unit) {
    double[] base = fork.slices().values(other);
    double[] hook = fork.slices().values(arm);
    double[] differences = new double[base.length];
    for (int i = 0; i < base.length; i++) {
      differences[i] = unit.applyAsDouble(hook[i]) - unit.applyAsDouble(base[i]);
    }
    return differences;
  }

  /** {@code ln(hook / baseline)} of each cycle of a fork, signed so that + is worse. */
  static double[] logRatios(ForkData fork, int arm, Metric metric) {
    return logRatios(fork, arm, 0, metric);
  }

  /** The same of each complete fork of a case, for two of its arms: {@code [fork][cycle]}. */
  public static double[][] logRatios(CaseData c, int arm, int other) {
    Metric metric = c.metric();
    return c.completeForks().stream()
        .map(f -> logRatios(f, arm, other, metric))
        .toArray(double[][]::new);
  }

  /** {@code ln(arm / other)} of each cycle of a fork, signed so that + is worse. */
  private static double[] logRatios(ForkData fork, int arm, int other, Metric metric) {
    double[] base = fork.slices().values(other);
    double[] hook = fork.slices().values(arm);
    double[] ratios = new double[base.length];
    for (int i = 0; i < base.length; i++) {
      double log = Math.log(hook[i] / base[i]);
      ratios[i] = metric.higherIsBetter() ? -log : log;
    }
    return ratios;
  }
}
