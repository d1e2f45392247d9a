package org.hookbench.framework.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * The smallest effect that a comparison claims with power {@value Power#POWER}, in standard
 * deviations of normal fork estimates: by the test that {@link Method} names, at a level that may
 * be Holm's, and with the check of shape that {@link VerdictRule} makes.
 *
 * <p>Every criterion of a claim is that a lower confidence limit lies above 0, and all of these
 * limits move with the location of the sample. So a sample of standard normal values is claimed
 * from the effect on that is the negative of its lowest limit, and the effect that is claimed with
 * a given power is that quantile of these. Up to {@value #SIMULATED_UP_TO} forks it is taken from
 * {@value #SAMPLES} samples drawn from a fixed seed, which leaves a standard error of 0.3 % of
 * power; the normal approximation of the signed-rank test's power is off by far more where Holm
 * leaves only its last ranks. Beyond, it falls with the root of the forks, which is right within 3
 * points of power.
 */
final class DetectionLimit {
  /** The largest sample whose limit is simulated. */
  static final int SIMULATED_UP_TO = 30;

  private static final int SAMPLES = 1 << 14;
  private static final long SEED = 8;
  private static final Map<Key, Double> LIMITS = new ConcurrentHashMap<>();

  private record Key(Method method, int forks, double alpha) {}

  private DetectionLimit() {}

  /**
   * The limit of a two-sided test.
   *
   * @param alpha the level, after Holm where that applies
   * @return empty where so few forks show no effect however large
   */
  static OptionalDouble of(Method method, int forks, double alpha) {
    if (forks < 2 || method == Method.SIGNED_RANK && SignedRank.criticalRank(forks, alpha) == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        LIMITS.computeIfAbsent(new Key(method, forks, alpha), DetectionLimit::limit));
  }

  private static double limit(Key key) {
    if (key.forks() <= SIMULATED_UP_TO) {
      return simulated(key);
    }
    Key simulated = new Key(key.method(), SIMULATED_UP_TO, key.alpha());
    return simulated(simulated) * Math.sqrt((double) SIMULATED_UP_TO / key.forks());
  }

  private static double simulated(Key key) {
    int forks = key.forks();
    int rank = SignedRank.criticalRank(forks, key.alpha());
    int shapeRank = SignedRank.criticalRank(forks, 1 - VerdictRule.SHAPE_CONFIDENCE);
    int shapeSigns = SignTest.criticalRank(forks, 1 - VerdictRule.SHAPE_CONFIDENCE);
    double t = StudentT.quantile(1 - key.alpha() / 2, forks - 1.0) / Math.sqrt(forks);
    RandomGenerator random = new Well19937c(SEED);
    double[] sample = new double[forks];
    double[] needed = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      Arrays.setAll(sample, j -> random.nextGaussian());
      Arrays.sort(sample);
      PairSums walsh = PairSums.walsh(sample);
      double limit =
          key.method() == Method.SIGNED_RANK
              ? walsh.select(rank)
              : Math.min(
                  Samples.mean(sample) - t * Samples.standardDeviation(sample),
                  limit(walsh, shapeRank));
      double signs = shapeSigns == 0 ? Double.NEGATIVE_INFINITY : sample[shapeSigns - 1];
      needed[i] = -Math.min(limit, signs);
    }
    Arrays.sort(needed);
    return needed[(int) Math.ceil(Power.POWER * SAMPLES) - 1];
  }

  private static double limit(PairSums walsh, int rank) {
    return rank == 0 ? Double.NEGATIVE_INFINITY : walsh.select(rank);
  }
}
