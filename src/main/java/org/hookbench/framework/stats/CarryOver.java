package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an arm leaves behind on a lane for the arm that comes there after it. A crossover takes it
 * to be nothing, so it is asked for: of each fork, the cells (medians of an arm in a stretch)
 * without the effects of stretches and arms, averaged over those that follow the arm in question;
 * Student's t over the forks, and Holm's correction over the arms.
 *
 * <p>What is found is somewhat less than what is left behind, since the effects that are taken off
 * hold a part of it.
 *
 * <p>Source: Jones and Kenward, Design and Analysis of Cross-Over Trials, 3rd ed., on carry-over.
 *
 * @param arm that leaves it
 * @param effect on the logarithm of what follows
 * @param p of none, adjusted over the arms
 */
public record CarryOver(int arm, double effect, double p) {
  private static final double LEVEL = 0.01;
  private static final int FEWEST_FORKS = 3;

  /**
   * A fork's cells.
   *
   * @param medians {@code [stretch][arm]}, logarithms
   * @param laneOfArm {@code [stretch][arm]}
   */
  public record Fork(double[][] medians, int[][] laneOfArm) {}

  /** The arms that leave something behind, with a chance of 1 % to find any where none does. */
  public static List<CarryOver> of(List<Fork> forks) {
    List<Fork> moved = forks.stream().filter(f -> f.medians().length > 1).toList();
    if (moved.size() < FEWEST_FORKS) {
      return List.of();
    }
    int arms = moved.get(0).medians()[0].length;
    double[] effects = new double[arms];
    double[] p = new double[arms];
    double[][] means = new double[moved.size()][];
    for (int f = 0; f < means.length; f++) {
      means[f] = afterEachArm(moved.get(f));
    }
    for (int arm = 0; arm < arms; arm++) {
      int index = arm;
      double[] ofForks = Arrays.stream(means).mapToDouble(m -> m[index]).toArray();
      effects[arm] = Samples.mean(ofForks);
      p[arm] = StudentT.p(ofForks).orElse(1);
    }
    double[] adjusted = Holm.adjust(p);
    List<CarryOver> found = new ArrayList<>();
    for (int arm = 0; arm < arms; arm++) {
      if (adjusted[arm] <= LEVEL) {
        found.add(new CarryOver(arm, effects[arm], adjusted[arm]));
      }
    }
    return List.copyOf(found);
  }

  /** The mean residual of the cells that follow each arm. */
  private static double[] afterEachArm(Fork fork) {
    double[][] residuals = residuals(fork.medians());
    int arms = residuals[0].length;
    double[] sums = new double[arms];
    for (int stretch = 1; stretch < residuals.length; stretch++) {
      int[] before = new int[arms];
      for (int arm = 0; arm < arms; arm++) {
        before[fork.laneOfArm()[stretch - 1][arm]] = arm;
      }
      for (int arm = 0; arm < arms; arm++) {
        sums[before[fork.laneOfArm()[stretch][arm]]] += residuals[stretch][arm];
      }
    }
    return Arrays.stream(sums).map(s -> s / (residuals.length - 1)).toArray();
  }

  private static double[][] residuals(double[][] cells) {
    int arms = cells[0].length;
    double all = Arrays.stream(cells).mapToDouble(Samples::mean).average().orElseThrow();
    double[] ofArms = new double[arms];
    for (double[] row : cells) {
      for (int arm = 0; arm < arms; arm++) {
        ofArms[arm] += row[arm] / cells.length;
      }
    }
    double[][] residuals = new double[cells.length][arms];
    for (int stretch = 0; stretch < cells.length; stretch++) {
      double ofStretch = Samples.mean(cells[stretch]);
      for (int arm = 0; arm < arms; arm++) {
        residuals[stretch][arm] = cells[stretch][arm] - ofStretch - ofArms[arm] + all;
      }
    }
    return residuals;
  }
}
