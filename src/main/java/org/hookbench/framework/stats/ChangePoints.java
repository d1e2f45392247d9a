package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Where the level of a series of estimates changes: E-divisive of Matteson and James (2014), in its
 * form for means (their alpha of 2), with weights for estimates that differ in precision.
 *
 * <p>With alpha below 2 the energy distance also finds a change of the spread alone, which is what
 * a run with more forks is: such a change is none of the hook's. With alpha of 2 the statistic of a
 * split is, but for a factor, the sum of squares between its two parts, whose maximum over all
 * splits is the likelihood ratio statistic for one shift of a normal mean (Worsley 1979). Here each
 * value has the weight {@code 1 / (own variance + tau squared)}: tau squared, the variance between
 * runs, is the moment estimator of DerSimonian and Laird over the parts found so far.
 *
 * <p>A change is tested as in the paper: the values of each part are permuted, and p is the share
 * of orderings whose best split is at least as good. All orderings are looked at up to {@value
 * #ENUMERATED} values, else {@value #PERMUTATIONS} drawn ones, the values' own among them. What
 * moves are the deviations from the mean in units of each value's own standard deviation; a place
 * keeps its weight. With equal weights p is exact where the runs of a series without a change could
 * have come in any order, whatever their distribution; with unequal ones a deviation that moves is
 * freed of what its own weight in the mean took from it, so p errs to the safe side, and it holds
 * as far as the weights do ({@code ChangePointsTest} simulates it). Hunter (Fleming et al. 2023)
 * takes Student's t in place of the permutations; it is at the split that was chosen because t is
 * large there, so it claims more changes than its p says.
 *
 * <p>A part has {@value #SHORTEST} values or more: one far value is an outlier before it is a
 * change.
 *
 * <p>Sources: D. S. Matteson and N. A. James, A nonparametric approach for multiple change point
 * analysis of multivariate data, JASA 109 (2014); K. J. Worsley, On the likelihood ratio test for a
 * shift in location of normal populations, JASA 74 (1979); M. Fleming et al., Hunter: using change
 * point detection to hunt for performance regressions, ICPE 2023.
 */
public final class ChangePoints {
  /** The fewest values on a side of a change. */
  public static final int SHORTEST = 2;

  /** The longest part of which every ordering is looked at. */
  public static final int ENUMERATED = 9;

  /** How many orderings of a longer part are looked at, its own included. */
  public static final int PERMUTATIONS = 10_000;

  /** Sums of the same values in another order differ by rounding. */
  private static final double ROUNDING = 1e-9;

  private final double[] values;
  private final double[] variances;
  private final int permutations;
  private final long seed;

  /**
   * A change that may be.
   *
   * @param at the index of the first value behind it
   * @param p of no change in any part; never 0
   */
  public record Candidate(int at, double p) {}

  /**
   * A series.
   *
   * @param values in the order of time
   * @param variances of each its own, a squared standard error; all 1 where none is known
   * @param seed of the permutations that are drawn
   * @throws UnusableDataException where there is no value, one is not finite, or a variance is not
   *     above 0
   */
  public ChangePoints(double[] values, double[] variances, long seed) {
    this(values, variances, seed, PERMUTATIONS);
  }

  ChangePoints(double[] values, double[] variances, long seed, int permutations) {
    this.values = Samples.requireUsable(values, "series").clone();
    this.variances = Samples.requireUsable(variances, "variances").clone();
    this.seed = seed;
    this.permutations = permutations;
    if (variances.length != values.length || Arrays.stream(variances).anyMatch(v -> !(v > 0))) {
      throw new UnusableDataException("needs a variance above 0 for each of the values");
    }
  }

  /**
   * The fewest values of which a change can be shown at a level, where it is in the middle: p is at
   * least 2 in so many ways to choose half of them.
   */
  public static int fewest(double level) {
    int n = 2 * SHORTEST;
    while (smallestP(n, n / 2) > level) {
      n++;
    }
    return n;
  }

  /** The p of two parts that do not overlap, of n values and k of them in the one. */
  static double smallestP(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return Math.min(1, 2 / ways);
  }

  /**
   * The next change, given those that are found; empty where no part can be split, or where the
   * values of each part are all equal.
   *
   * @param found the changes so far, as {@link Candidate#at}, ascending
   */
  public Optional<Candidate> next(List<Integer> found) {
    List<Part> parts = parts(found);
    Part best = parts.get(0);
    for (Part p : parts) {
      best = p.statistic > best.statistic ? p : best;
    }
    if (best.statistic <= 0) {
      return Optional.empty();
    }
    double none = 1;
    for (Part p : parts) {
      none *= 1 - p.tail(best.statistic * (1 - ROUNDING));
    }
    return Optional.of(new Candidate(best.from + best.split, Samples.probability(1 - none)));
  }

  /** The weight of each value, given the changes that are found. */
  public double[] weights(List<Integer> found) {
    double q = 0;
    double scale = 0;
    int degrees = values.length;
    for (int[] range : ranges(found)) {
      double sum = 0;
      double squares = 0;
      double mean = 0;
      for (int i = range[0]; i < range[1]; i++) {
        double w = 1 / variances[i];
        sum += w;
        squares += w * w;
        mean += w * values[i];
      }
      mean /= sum;
      for (int i = range[0]; i < range[1]; i++) {
        q += (values[i] - mean) * (values[i] - mean) / variances[i];
      }
      scale += sum - squares / sum;
      degrees--;
    }
    double tauSquared = scale > 0 ? Math.max(0, (q - degrees) / scale) : 0;
    return Arrays.stream(variances).map(v -> 1 / (v + tauSquared)).toArray();
  }

  private List<int[]> ranges(List<Integer> found) {
    List<int[]> ranges = new ArrayList<>();
    int from = 0;
    for (int at : found) {
      ranges.add(new int[] {from, at});
      from = at;
    }
    ranges.add(new int[] {from, values.length});
    return ranges;
  }

  private List<Part> parts(List<Integer> found) {
    double[] weights = weights(found);
    List<Part> parts = new ArrayList<>();
    for (int[] r : ranges(found)) {
      parts.add(
          new Part(
              r[0],
              Arrays.copyOfRange(values, r[0], r[1]),
              Arrays.copyOfRange(weights, r[0], r[1])));
    }
    return parts;
  }

  /** The values between two changes, and their best split. */
  private final class Part {
    private final int from;

    /** The root of each place's weight. */
    private final double[] roots;

    /** Deviations from the weighted mean as they move, in standard deviations. */
    private final double[] moving;

    /** The weight of all places up to each, that included. */
    private final double[] upTo;

    private final boolean constant;
    private int split;
    private double statistic;
    private int bestSplit;

    Part(int from, double[] values, double[] weights) {
      this.from = from;
      int n = values.length;
      constant = n < 2 * SHORTEST || Samples.constant(values);
      roots = Arrays.stream(weights).map(Math::sqrt).toArray();
      upTo = weights.clone();
      double mean = 0;
      for (int i = 0; i < n; i++) {
        upTo[i] += i == 0 ? 0 : upTo[i - 1];
        mean += weights[i] * values[i];
      }
      double all = upTo[n - 1];
      boolean alike = Samples.constant(weights);
      double[] deviations = new double[n];
      moving = new double[n];
      for (int i = 0; i < n; i++) {
        deviations[i] = roots[i] * (values[i] - mean / all);
        moving[i] = alike ? deviations[i] : deviations[i] / Math.sqrt(1 - weights[i] / all);
      }
      if (!constant) {
        statistic = best(deviations);
        split = bestSplit;
      }
    }

    /**
     * The largest sum of squares between the two parts of a split, of deviations in this order. The
     * mean of what a split has before it is set against the mean of all, which is 0 in the values'
     * own order only.
     */
    private double best(double[] order) {
      int n = roots.length;
      double all = 0;
      for (int i = 0; i < n; i++) {
        all += roots[i] * order[i];
      }
      double weight = upTo[n - 1];
      double most = 0;
      double before = 0;
      for (int i = 1; i <= n - SHORTEST; i++) {
        before += roots[i - 1] * order[i - 1];
        if (i >= SHORTEST) {
          double own = upTo[i - 1];
          double excess = before - own * all / weight;
          double between = excess * excess * weight / (own * (weight - own));
          if (between > most) {
            most = between;
            bestSplit = i;
          }
        }
      }
      return most;
    }

    /** The share of orderings whose best split is at least so good. */
    double tail(double limit) {
      if (constant) {
        return 0;
      }
      return roots.length <= ENUMERATED ? counted(limit) : drawn(limit);
    }

    /** By Heap's algorithm, which makes each ordering from the one before by one exchange. */
    private double counted(double limit) {
      double[] order = moving.clone();
      int[] made = new int[order.length];
      long reached = 1; // the values' own
      long all = 1;
      int i = 1;
      while (i < order.length) {
        if (made[i] < i) {
          exchange(order, i % 2 == 0 ? 0 : made[i], i);
          reached += best(order) >= limit ? 1 : 0;
          all++;
          made[i]++;
          i = 1;
        } else {
          made[i] = 0;
          i++;
        }
      }
      return (double) reached / all;
    }

    private double drawn(double limit) {
      SplittableRandom random = new SplittableRandom(seed + from);
      double[] order = moving.clone();
      int reached = 1; // the values' own
      for (int draw = 1; draw < permutations; draw++) {
        for (int i = order.length - 1; i > 0; i--) {
          exchange(order, random.nextInt(i + 1), i);
        }
        reached += best(order) >= limit ? 1 : 0;
      }
      return (double) reached / permutations;
    }

    private static void exchange(double[] x, int i, int j) {
      double kept = x[i];
      x[i] = x[j];
      x[j] = kept;
    }
  }
}
