package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What each lane adds to the logarithm of every value that is measured on it, in a fork whose arms
 * changed lanes: the medians of the fork's cells (an arm in a stretch) are fitted as the sum of a
 * stretch, an arm and a lane, so that the lanes' parts can be taken off before arms are compared.
 *
 * <p>Lanes are random effects, whose variance is estimated with them. Where every arm was on every
 * lane this changes nothing. Where arms were on a part of the lanes, comparisons through lanes are
 * weighed against direct ones by how much lanes differ (the recovery of inter-block information);
 * with fixed effects an arm would be compared with another through a chain of lanes, whose errors
 * add up.
 *
 * <p>A burst of bad slices spoils a whole cell of a short stretch, and by plain least squares would
 * shift every comparison of the fork. So a cell whose slices scatter more than those of others
 * weighs less, by its own variance, and what still lies far off the fit weighs less by Huber's
 * weights. In simulations of bursts that is as robust as no fit at all, where least squares doubles
 * the error.
 *
 * <p>Source: the model is that of a Latin square without carry-over (Jones and Kenward, Design and
 * Analysis of Cross-Over Trials, 3rd ed., chapter 5); Henderson's mixed model equations with
 * variances by EM-REML (Searle, Casella and McCulloch, Variance Components, chapters 7 and 8); the
 * weights are those of Huber and Ronchetti, Robust Statistics, 2nd ed., section 7.8.
 */
public final class LaneEffects {
  private static final int ROUNDS = 30;
  private static final double HUBER = 1.345; // 95 % efficient where errors are normal
  private static final double MAD_TO_SIGMA = 1.4826;

  /** How much larger the standard error of a median is than that of a mean: sqrt(pi/2). */
  private static final double MEDIAN_TO_MEAN = 1.2533;

  /** A cell that scatters up to this many times as much as the median cell is a usual one. */
  private static final double USUAL_SPREAD = 2;

  /** Smaller than any difference that matters, so that no quotient overflows. */
  private static final double LEAST_VARIANCE = 1e-18;

  /** That a cell keeps however far off it lies, so that the equations stay solvable. */
  private static final double LEAST_WEIGHT = 1e-4;

  /** By which lanes are held to 0 at the least, where they can't be told from arms. */
  private static final double LEAST_RATIO = 1e-8;

  private final List<Cell> cells;
  private final int stretches;
  private final int arms;
  private final double[] own;
  private final double noise;

  private LaneEffects(List<Cell> cells, int arms) {
    this.cells = cells;
    this.stretches = cells.size() / arms;
    this.arms = arms;
    this.own = weights(cells);
    // residuals alone would not do: where cells are few, most of them can be fitted exactly
    this.noise = usual(cells.stream().mapToDouble(Cell::error));
  }

  /**
   * The effects, with mean 0.
   *
   * @param logs the logarithms, {@code [arm][cycle]}
   * @param stretchOfCycle the stretch of each cycle, from 0, in the order of time
   * @param laneOfArm the lane of each arm, a row a stretch; as many lanes as arms
   * @return an entry a lane; all 0 where arms and lanes can't be distinguished, as in a fork of one
   *     stretch
   */
  public static double[] of(double[][] logs, int[] stretchOfCycle, int[][] laneOfArm) {
    int arms = logs.length;
    LaneEffects model = new LaneEffects(cells(logs, stretchOfCycle, laneOfArm), arms);
    double[] lanes = model.stretches == 1 ? new double[arms] : model.fit();
    double mean = Samples.mean(lanes);
    return Arrays.stream(lanes).map(x -> x - mean).toArray();
  }

  /**
   * An arm in a stretch.
   *
   * @param stretch counted among those that have cycles
   * @param value the median of its slices, less what all arms of a cycle share
   * @param spread the median deviation of its slices
   * @param slices how many
   */
  private record Cell(int stretch, int arm, int lane, double value, double spread, int slices) {
    /** The standard error of its value, were its slices normal and independent. */
    double error() {
      return MEDIAN_TO_MEAN * MAD_TO_SIGMA * spread / Math.sqrt(slices);
    }
  }

  /** The columns of the model that a cell is the sum of; the first arm is 0 by convention. */
  private int[] columns(Cell cell) {
    int stretch = cell.stretch;
    int lane = stretches + arms - 1 + cell.lane;
    return cell.arm == 0
        ? new int[] {stretch, lane}
        : new int[] {stretch, stretches + cell.arm - 1, lane};
  }

  private static List<Cell> cells(double[][] logs, int[] stretchOfCycle, int[][] laneOfArm) {
    int arms = logs.length;
    double[][] relative = relative(logs);
    List<Cell> cells = new ArrayList<>();
    int from = 0;
    while (from < stretchOfCycle.length) {
      int[] deal = laneOfArm[stretchOfCycle[from]];
      int stretch = cells.size() / arms;
      int to = from;
      while (to < stretchOfCycle.length && stretchOfCycle[to] == stretchOfCycle[from]) {
        to++;
      }
      for (int arm = 0; arm < arms; arm++) {
        double median = Samples.median(Arrays.copyOfRange(relative[arm], from, to));
        double spread = medianDeviation(Arrays.copyOfRange(logs[arm], from, to));
        cells.add(new Cell(stretch, arm, deal[arm], median, spread, to - from));
      }
      from = to;
    }
    return cells;
  }

  /** The logarithms less the median of their cycle. */
  private static double[][] relative(double[][] logs) {
    int arms = logs.length;
    double[][] relative = new double[arms][logs[0].length];
    double[] cycle = new double[arms];
    for (int c = 0; c < logs[0].length; c++) {
      for (int arm = 0; arm < arms; arm++) {
        cycle[arm] = logs[arm][c];
      }
      double middle = Samples.median(cycle);
      for (int arm = 0; arm < arms; arm++) {
        relative[arm][c] = logs[arm][c] - middle;
      }
    }
    return relative;
  }

  /** By how little each cell's slices scatter; 1 for a usual cell. */
  private static double[] weights(List<Cell> cells) {
    double usual = USUAL_SPREAD * usual(cells.stream().mapToDouble(Cell::spread));
    return cells.stream()
        .mapToDouble(Cell::spread)
        .map(x -> x <= usual ? 1 : Math.max(Math.pow(usual / x, 2), LEAST_WEIGHT))
        .toArray();
  }

  /** The median of those that scatter at all, which a cell of one slice can't; 0 if none does. */
  private static double usual(DoubleStream spreads) {
    double[] seen = spreads.filter(x -> x > 0).toArray();
    return seen.length == 0 ? 0 : Samples.median(seen);
  }

  private static double medianDeviation(double[] x) {
    double middle = Samples.median(x);
    return Samples.median(Arrays.stream(x).map(v -> Math.abs(v - middle)).toArray());
  }

  /** Weights and variances are found in turns. */
  private double[] fit() {
    int fixed = stretches + arms - 1;
    double[] weights = own.clone();
    double error = Math.max(noise * noise, LEAST_VARIANCE);
    double lane = error;
    double[] solution = new double[fixed + arms];
    for (int round = 0; round < ROUNDS; round++) {
      RealMatrix inverse = inverse(weights, Math.max(error / lane, LEAST_RATIO));
      solution = inverse.operate(rightSide(weights));
      double[] residuals = residuals(solution);
      double squares = 0;
      double trace = 0;
      for (int i = fixed; i < fixed + arms; i++) {
        squares += solution[i] * solution[i];
        trace += inverse.getEntry(i, i);
      }
      double unexplained = 0;
      for (int i = 0; i < residuals.length; i++) {
        unexplained += weights[i] * residuals[i] * cells.get(i).value;
      }
      error = Math.max(unexplained / (cells.size() - fixed), LEAST_VARIANCE);
      lane = Math.max((squares + error * trace) / arms, LEAST_VARIANCE);
      reweigh(weights, residuals);
    }
    return Arrays.copyOfRange(solution, fixed, fixed + arms);
  }

  private void reweigh(double[] weights, double[] residuals) {
    double[] sizes = Arrays.stream(residuals).map(Math::abs).toArray();
    double near = HUBER * Math.max(noise, MAD_TO_SIGMA * Samples.median(sizes));
    for (int i = 0; i < weights.length; i++) {
      double far = sizes[i] <= near ? 1 : near / sizes[i];
      weights[i] = Math.max(own[i] * far, LEAST_WEIGHT);
    }
  }

  /** Of the mixed model equations' matrix: lanes are held to 0 by the ratio of the variances. */
  private RealMatrix inverse(double[] weights, double ratio) {
    int unknowns = stretches + 2 * arms - 1;
    double[][] matrix = new double[unknowns][unknowns];
    for (int i = 0; i < weights.length; i++) {
      for (int a : columns(cells.get(i))) {
        for (int b : columns(cells.get(i))) {
          matrix[a][b] += weights[i];
        }
      }
    }
    for (int i = unknowns - arms; i < unknowns; i++) {
      matrix[i][i] += ratio;
    }
    return new LUDecomposition(new Array2DRowRealMatrix(matrix, false)).getSolver().getInverse();
  }

  private double[] rightSide(double[] weights) {
    double[] right = new double[stretches + 2 * arms - 1];
    for (int i = 0; i < weights.length; i++) {
      for (int column : columns(cells.get(i))) {
        right[column] += weights[i] * cells.get(i).value;
      }
    }
    return right;
  }

  private double[] residuals(double[] solution) {
    double[] residuals = new double[cells.size()];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = cells.get(i).value;
      for (int column : columns(cells.get(i))) {
        residuals[i] -= solution[column];
      }
    }
    return residuals;
  }
}
