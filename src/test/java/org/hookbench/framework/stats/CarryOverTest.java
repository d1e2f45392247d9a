package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;
import org.hookbench.framework.experiment.Deals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarryOverTest {
  private static final int FORKS = 20;
  private static final int LEAVES = 3;
  private static final double NOISE = 0.002;

  /** Whole squares, parts of one, and several. */
  @ParameterizedTest
  @CsvSource({"5, 5", "5, 3", "5, 10", "12, 8"})
  void whatAnArmLeavesBehindIsFound(int arms, int stretches) {
    Well19937c random = new Well19937c(11);
    int right = 0;
    for (int run = 0; run < 100; run++) {
      List<CarryOver> found = CarryOver.of(forks(random, arms, stretches, -0.005));
      right += found.stream().anyMatch(c -> c.arm() == LEAVES && c.effect() < 0) ? 1 : 0;
    }
    assertTrue(right >= 90, right + " of 100 found");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"5, 5", "12, 8"})
  void whereNothingIsLeftBehindItIsHardlyEverFound(int arms, int stretches) {
    Well19937c random = new Well19937c(12);
    int wrong = 0;
    for (int run = 0; run < 1000; run++) {
      wrong += CarryOver.of(forks(random, arms, stretches, 0)).isEmpty() ? 0 : 1;
    }
    assertTrue(wrong <= 22, wrong + " of 1000 found where none was"); // 1 % and 4 standard errors
  }

  @Test
  void withoutMovesThereIsNothingToAsk() {
    assertEquals(List.of(), CarryOver.of(forks(new Well19937c(13), 5, 1, 0)));
    assertEquals(List.of(), CarryOver.of(List.of()));
  }

  private static List<CarryOver.Fork> forks(
      Well19937c random, int arms, int stretches, double left) {
    List<CarryOver.Fork> forks = new ArrayList<>();
    for (int f = 0; f < FORKS; f++) {
      int[][] lanes = Deals.draw(arms, stretches, random.nextLong()).lanes();
      double[][] cells = new double[stretches][arms];
      for (int s = 0; s < stretches; s++) {
        double ofStretch = 0.05 * random.nextGaussian();
        for (int arm = 0; arm < arms; arm++) {
          cells[s][arm] = ofStretch + 0.1 * arm + NOISE * random.nextGaussian();
          if (s > 0 && lanes[s][arm] == lanes[s - 1][LEAVES]) {
            cells[s][arm] += left;
          }
        }
      }
      forks.add(new CarryOver.Fork(cells, lanes));
    }
    return forks;
  }
}
