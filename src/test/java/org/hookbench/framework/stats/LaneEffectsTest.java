package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.hookbench.framework.experiment.Deals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the estimate of a fork whose arms changed lanes is worth, against two others: all cycles
 * pooled with no regard to lanes, and the mean of the stretches' own Hodges-Lehmann estimates.
 */
class LaneEffectsTest {
  private static final int ARMS = 5;
  private static final int RUNS = 150;
  private static final double SLICE = 0.015;
  private static final double LANE = 0.01;
  private static final double EXACT = 1e-6;

  /** A fork as it was measured, in logarithms; no arm has an effect. */
  private record Fork(double[][] logs, int[][] laneOfArm) {
    /** Adds to an arm's slices of a stretch. */
    interface Disturbance {
      double of(int stretch, int cycle, int arm);
    }

    static Fork of(RandomGenerator random, int stretches, int length, double lane) {
      Deals deals = Deals.draw(ARMS, stretches, random.nextLong());
      double[] lanes = new double[ARMS];
      Arrays.setAll(lanes, i -> lane * random.nextGaussian());
      double[][] logs = new double[ARMS][stretches * length];
      Fork fork = new Fork(logs, deals.lanes());
      fork.add((s, c, arm) -> lanes[fork.laneOfArm[s][arm]] + SLICE * random.nextGaussian());
      return fork;
    }

    void add(Disturbance disturbance) {
      int length = logs[0].length / laneOfArm.length;
      for (int arm = 0; arm < logs.length; arm++) {
        for (int i = 0; i < logs[arm].length; i++) {
          logs[arm][i] += disturbance.of(i / length, i % length, arm);
        }
      }
    }

    double pooled() {
      return HodgesLehmann.estimate(differences(new double[ARMS]));
    }

    double meanOfStretches() {
      double[] all = differences(new double[ARMS]);
      int length = all.length / laneOfArm.length;
      double sum = 0;
      for (int from = 0; from < all.length; from += length) {
        sum += HodgesLehmann.estimate(Arrays.copyOfRange(all, from, from + length));
      }
      return sum / laneOfArm.length;
    }

    double withoutLanes() {
      return HodgesLehmann.estimate(
          differences(
              LaneEffects.of(logs, stretches(logs[0].length, laneOfArm.length), laneOfArm)));
    }

    private double[] differences(double[] lanes) {
      int length = logs[0].length / laneOfArm.length;
      double[] d = new double[logs[0].length];
      Arrays.setAll(
          d,
          i -> {
            int[] deal = laneOfArm[i / length];
            return logs[1][i] - lanes[deal[1]] - (logs[0][i] - lanes[deal[0]]);
          });
      return d;
    }
  }

  /** Root mean square errors of three estimates of an effect that is 0. */
  private record Errors(double pooled, double meanOfStretches, double withoutLanes) {}

  private interface Scenario {
    Fork fork(RandomGenerator random);
  }

  private static Errors errors(long seed, Scenario scenario) {
    RandomGenerator random = new Well19937c(seed);
    double[] sums = new double[3];
    for (int run = 0; run < RUNS; run++) {
      Fork fork = scenario.fork(random);
      sums[0] += Math.pow(fork.pooled(), 2);
      sums[1] += Math.pow(fork.meanOfStretches(), 2);
      sums[2] += Math.pow(fork.withoutLanes(), 2);
    }
    double[] roots = Arrays.stream(sums).map(s -> Math.sqrt(s / RUNS)).toArray();
    return new Errors(roots[0], roots[1], roots[2]);
  }

  @Test
  void recoversLanesWhereNothingElseVaries() {
    int[][] lanes = Deals.draw(ARMS, 3, 1).lanes();
    double[] effects = {0.03, -0.02, 0.01, -0.025, 0.005};
    double[] arms = {0, 0.1, -0.05, 0.2, 0.01};
    double[][] logs = new double[ARMS][6];
    for (int arm = 0; arm < ARMS; arm++) {
      for (int i = 0; i < 6; i++) {
        logs[arm][i] = 7 + i + arms[arm] + effects[lanes[i / 2][arm]];
      }
    }
    assertArrayEquals(effects, LaneEffects.of(logs, stretches(6, 3), lanes), EXACT);
  }

  /** A whole square of five cycles a stretch, with little noise and one cell that is disturbed. */
  private static double[] withOneBadCell(double[] effects, Fork.Disturbance inTheCell) {
    int[][] lanes = Deals.draw(ARMS, ARMS, 1).lanes();
    Fork fork = new Fork(new double[ARMS][5 * ARMS], lanes);
    fork.add((s, c, arm) -> arm + effects[lanes[s][arm]] + 1e-4 * ((7 * c + 3 * arm + 2 * s) % 5));
    fork.add((s, c, arm) -> s == 2 && arm == 3 ? inTheCell.of(s, c, arm) : 0);
    return LaneEffects.of(fork.logs, stretches(5 * ARMS, ARMS), lanes);
  }

  /** By least squares a fifth of the cell's error would be in its lane. */
  @Test
  void aCellThatScattersOrLiesFarOffSpoilsNothing() {
    double[] effects = {0.03, -0.02, 0.01, -0.025, 0.005};
    assertArrayEquals(effects, withOneBadCell(effects, (s, c, arm) -> 0), 3e-4);
    assertArrayEquals(effects, withOneBadCell(effects, (s, c, arm) -> c < 3 ? 0.5 + c : 0), 3e-3);
    assertArrayEquals(effects, withOneBadCell(effects, (s, c, arm) -> 0.5), 3e-3);
    assertArrayEquals(effects, withOneBadCell(effects, (s, c, arm) -> -0.5), 3e-3);
  }

  @Test
  void oneStretchTellsNothing() {
    assertArrayEquals(
        new double[3],
        LaneEffects.of(
            new double[][] {{1, 2}, {3, 4}, {5, 6}}, new int[2], new int[][] {{2, 0, 1}}));
  }

  @Test
  void armsThatShareNoLanesAreNotCompared() {
    double[][] logs = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
    int[][] twoByTwo = {{0, 1, 2, 3}, {1, 0, 3, 2}};
    assertArrayEquals(new double[4], LaneEffects.of(logs, stretches(2, 2), twoByTwo), EXACT);
  }

  /**
   * Runs of a command: four cycles in three stretches, of which one alone has two slices a cell.
   */
  @Test
  void cellsOfOneSliceTellNothingOfHowTheyScatter() {
    int[][] lanes = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}};
    int[] stretchOfCycle = {0, 0, 1, 2};
    double[] effects = {0.02, -0.03, 0.01};
    double[][] logs = new double[3][4];
    for (int arm = 0; arm < 3; arm++) {
      for (int i = 0; i < 4; i++) {
        double scatter = i < 2 ? 0.001 * (2 * i - 1) * (arm + 1) : 0;
        logs[arm][i] = arm + effects[lanes[stretchOfCycle[i]][arm]] + scatter;
      }
    }
    assertArrayEquals(effects, LaneEffects.of(logs, stretchOfCycle, lanes), 2e-3);
  }

  /** Values so coarse that most cells have all slices alike. */
  @Test
  void cellsThatDoNotScatterAreNotTheMeasureOfThoseThatDo() {
    double[] effects = {0.03, -0.02, 0.01, -0.025, 0.005};
    int[][] lanes = Deals.draw(ARMS, ARMS, 1).lanes();
    Fork fork = new Fork(new double[ARMS][5 * ARMS], lanes);
    fork.add((s, c, arm) -> arm + effects[lanes[s][arm]] + (s == 1 ? 1e-3 * (c - 2) : 0));
    assertArrayEquals(effects, LaneEffects.of(fork.logs, stretches(25, ARMS), lanes), EXACT);
  }

  /** A stretch that is missing, and others of different length, leave the rest as it is. */
  @Test
  void stretchesMayDifferInLengthAndBeMissing() {
    int[][] lanes = Deals.draw(ARMS, 4, 1).lanes();
    double[] effects = {0.03, -0.02, 0.01, -0.025, 0.005};
    int[] stretchOfCycle = {0, 0, 0, 2, 3, 3};
    double[][] logs = new double[ARMS][6];
    for (int arm = 0; arm < ARMS; arm++) {
      for (int i = 0; i < 6; i++) {
        logs[arm][i] = arm + effects[lanes[stretchOfCycle[i]][arm]];
      }
    }
    assertArrayEquals(effects, LaneEffects.of(logs, stretchOfCycle, lanes), EXACT);
  }

  @Test
  void oneStretchHasTheLaneBias() {
    Errors e = errors(1, random -> Fork.of(random, 1, 35, LANE));
    assertTrue(e.withoutLanes > 0.01, () -> "the lanes' bias: " + e);
  }

  /** The bias of a lane is gone, and where lanes have none nothing is lost. */
  @Tag("slow")
  @Test
  void wholeSquareIsAsGoodAsLanesWithoutBias() {
    Errors biased = errors(2, random -> Fork.of(random, 5, 7, LANE));
    Errors none = errors(3, random -> Fork.of(random, 5, 7, 0));
    assertEquals(1, biased.withoutLanes / none.pooled, 0.2, () -> biased + " " + none);
    assertEquals(1, none.withoutLanes / none.pooled, 0.05, none::toString);
  }

  @Tag("slow")
  @Test
  void partOfASquareNeedsTheFit() {
    Errors e = errors(4, random -> Fork.of(random, 3, 14, LANE));
    assertTrue(e.withoutLanes < 0.75 * e.pooled, e::toString);
  }

  /**
   * One slice in ten takes 2 to 10 times as long: a short stretch has no breakdown point to spare.
   */
  @Tag("slow")
  @Test
  void outliersBreakShortStretchesAlone() {
    Errors e =
        errors(
            5,
            random -> {
              Fork fork = Fork.of(random, 5, 7, LANE);
              fork.add((s, c, arm) -> random.nextDouble() < 0.1 ? slow(random) : 0);
              return fork;
            });
    assertTrue(e.meanOfStretches > 3 * e.withoutLanes, e::toString);
    assertTrue(e.withoutLanes <= 1.05 * e.pooled, e::toString);
  }

  /** In one stretch of seven two arms have bad slices most of the time. */
  @Tag("slow")
  @Test
  void burstOfBadSlicesDoesNotSpoilTheOtherStretches() {
    Errors e =
        errors(
            6,
            random -> {
              Fork fork = Fork.of(random, 5, 14, LANE);
              int arm = random.nextInt(ARMS);
              int stretch = random.nextInt(7);
              fork.add(
                  (s, c, a) ->
                      s == stretch
                              && (a == arm || a == (arm + 1) % ARMS)
                              && random.nextDouble() < 0.7
                          ? slow(random)
                          : 0);
              return fork;
            });
    assertTrue(e.meanOfStretches > 5 * e.withoutLanes, e::toString);
    assertTrue(e.withoutLanes <= 1.1 * e.pooled, e::toString);
  }

  /** What drifts, or changes for all arms from stretch to stretch, is in no comparison. */
  @Tag("slow")
  @Test
  void driftAndStepsCancel() {
    Errors e =
        errors(
            7,
            random -> {
              Fork fork = Fork.of(random, 5, 7, LANE);
              double[] step = new double[5];
              Arrays.setAll(step, s -> random.nextDouble() < 0.3 ? 0.5 : 0);
              fork.add((s, c, arm) -> step[s] + 0.01 * (7 * s + c));
              return fork;
            });
    Errors plain = errors(2, random -> Fork.of(random, 5, 7, LANE));
    assertEquals(1, e.withoutLanes / plain.withoutLanes, 0.25, () -> e + " " + plain);
  }

  /** An arm that leaves a mark of a per cent on its lane, which fades within the next stretch. */
  @Tag("slow")
  @Test
  void fadingMarkOfOneArmIsNoBias() {
    RandomGenerator random = new Well19937c(8);
    double sum = 0;
    int runs = 4 * RUNS;
    for (int run = 0; run < runs; run++) {
      Fork fork = Fork.of(random, 5, 14, LANE);
      int[][] lanes = fork.laneOfArm;
      fork.add(
          (s, c, arm) -> s > 0 && lanes[s][arm] == lanes[s - 1][4] ? 0.01 * Math.exp(-c / 2.0) : 0);
      sum += fork.withoutLanes();
    }
    assertEquals(0, sum / runs, 4 * 0.0025 / Math.sqrt(runs), "mean of estimates");
  }

  /** Stretches of equal length. */
  private static int[] stretches(int cycles, int stretches) {
    int[] ofCycle = new int[cycles];
    Arrays.setAll(ofCycle, c -> c * stretches / cycles);
    return ofCycle;
  }

  private static double slow(RandomGenerator random) {
    return Math.log(2 + 8 * random.nextDouble());
  }
}
