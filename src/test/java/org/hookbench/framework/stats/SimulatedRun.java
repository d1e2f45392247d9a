package org.hookbench.framework.stats;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Slices as a real run makes them, in logarithms: the arm's lane in this fork, the machine's drift
 * over the fork, and the slice's own noise. Arms take their slices in a new random order a cycle.
 */
final class SimulatedRun {
  /** What is hard about a run. Each has fork effects; the others add to them. */
  enum Noise {
    FORK_EFFECTS,
    /** The machine slows by 2 % in each fork. */
    DRIFT,
    /** One slice in ten takes 2 to 10 times as long. */
    OUTLIERS,
    /** Exponential noise of slices, exponential effects of lanes. */
    SKEW
  }

  private static final double LANE = 0.01;
  private static final double SLICE = 0.03;

  private SimulatedRun() {}

  /**
   * {@code [hook][fork][cycle]} log ratios against one baseline, all hooks with this true effect.
   */
  static double[][][] of(
      Noise noise, RandomGenerator random, int forks, int cycles, int hooks, double effect) {
    int arms = hooks + 1; // arm 0 is the baseline
    double[][][] result = new double[hooks][forks][cycles];
    double[] lane = new double[arms];
    double[] slice = new double[arms];
    int[] order = new int[arms];
    for (int fork = 0; fork < forks; fork++) {
      for (int arm = 0; arm < arms; arm++) {
        lane[arm] = LANE * deviate(noise, random);
        order[arm] = arm;
      }
      for (int cycle = 0; cycle < cycles; cycle++) {
        shuffle(order, random);
        for (int place = 0; place < arms; place++) {
          int arm = order[place];
          slice[arm] = lane[arm] + SLICE * deviate(noise, random);
          if (noise == Noise.DRIFT) {
            slice[arm] += 0.02 * (cycle * arms + place) / (cycles * arms);
          }
          if (noise == Noise.OUTLIERS && random.nextDouble() < 0.1) {
            slice[arm] += Math.log(2 + 8 * random.nextDouble());
          }
        }
        for (int hook = 0; hook < hooks; hook++) {
          result[hook][fork][cycle] = effect + slice[hook + 1] - slice[0];
        }
      }
    }
    return result;
  }

  private static double deviate(Noise noise, RandomGenerator random) {
    return noise == Noise.SKEW ? -Math.log(1 - random.nextDouble()) : random.nextGaussian();
  }

  private static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
