package org.hookbench.framework.experiment;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which lane each arm is on in each stretch of a fork. A lane has a bias of its own for as long as
 * it lives (its memory, its ports, its device); an arm that visits all lanes has a share of all of
 * their biases, as every other arm has, so that they cancel in a comparison of arms.
 *
 * <p>Deals are rows of a cyclic Latin square with random rows, columns and letters. Every arm is on
 * every lane equally often where the number of stretches is a multiple of the number of arms. With
 * fewer stretches each arm visits as many lanes as there are stretches, each lane as many arms, and
 * all arms are compared with each other through the lanes they share.
 *
 * <p>Source: R. A. Fisher, The Design of Experiments (1935), on Latin squares; Jones and Kenward,
 * Design and Analysis of Cross-Over Trials, 3rd ed.
 */
public final class Deals implements Serializable {
  private static final long serialVersionUID = 1;

  private final int[][] laneOfArm;

  private Deals(int[][] laneOfArm) {
    this.laneOfArm = laneOfArm;
  }

  /**
   * Draws deals.
   *
   * @param arms how many arms, and lanes; at least 1
   * @param stretches how many deals; at least 1
   * @param seed the same seed gives the same deals
   */
  public static Deals draw(int arms, int stretches, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] letters = Schedule.permutation(arms, random.nextLong());
    int[] columns = Schedule.permutation(arms, random.nextLong());
    int[] rows = rows(arms, stretches, random);
    int[][] laneOfArm = new int[stretches][arms];
    for (int stretch = 0; stretch < stretches; stretch++) {
      for (int arm = 0; arm < arms; arm++) {
        laneOfArm[stretch][arm] = columns[(letters[arm] + rows[stretch]) % arms];
      }
    }
    return new Deals(laneOfArm);
  }

  /**
   * Deals as they were noted.
   *
   * @param laneOfArm a row a stretch, in which each arm has a lane of its own
   */
  public static Deals of(List<int[]> laneOfArm) {
    return new Deals(laneOfArm.stream().map(int[]::clone).toArray(int[][]::new));
  }

  /** One deal for all of a fork: no arm ever moves. */
  public static Deals standing(int... laneOfArm) {
    return of(List.of(laneOfArm));
  }

  /**
   * All arms on one lane, one after the other: each is attached for its own slice alone.
   *
   * @param arms how many
   * @param lane the number of the lane
   */
  public static Deals turns(int arms, int lane) {
    int[] same = new int[arms];
    Arrays.fill(same, lane);
    return standing(same);
  }

  /** Whether the arms share a lane and so take turns. */
  public boolean takesTurns() {
    return laneOfArm[0].length > 1 && laneOfArm[0][0] == laneOfArm[0][1];
  }

  /** How many deals there are. */
  public int stretches() {
    return laneOfArm.length;
  }

  /** The lane of each arm in a stretch. */
  public int[] laneOfArm(int stretch) {
    return laneOfArm[stretch].clone();
  }

  /** The arm of each lane in a stretch. */
  public int[] armOfLane(int stretch) {
    int[] lanes = laneOfArm[stretch];
    int[] arms = new int[lanes.length];
    for (int arm = 0; arm < arms.length; arm++) {
      arms[lanes[arm]] = arm;
    }
    return arms;
  }

  /**
   * The stretch that a cycle of a fork belongs to: all are as long, or one is a cycle longer than
   * another.
   *
   * @param cycle from 0
   * @param cycles of the fork
   */
  public int stretchOf(int cycle, int cycles) {
    return (int) ((long) cycle * stretches() / cycles);
  }

  /** The cycle of a fork that a stretch begins with; of the stretch after the last, all cycles. */
  public int firstCycle(int stretch, int cycles) {
    return (int) (((long) stretch * cycles + stretches() - 1) / stretches());
  }

  /** The lane of each arm, a row a stretch. */
  public int[][] lanes() {
    return Arrays.stream(laneOfArm).map(int[]::clone).toArray(int[][]::new);
  }

  /** Whole squares, then a part of one; two deals that follow each other are never the same. */
  private static int[] rows(int arms, int stretches, SplittableRandom random) {
    int[] rows = new int[stretches];
    int last = -1;
    for (int from = 0; from < stretches; from += arms) {
      int[] square;
      do {
        square = Schedule.permutation(arms, random.nextLong());
      } while (arms > 1 && square[0] == last
          || stretches < arms && !connects(square, stretches, arms));
      int count = Math.min(arms, stretches - from);
      System.arraycopy(square, 0, rows, from, count);
      last = rows[from + count - 1];
    }
    return rows;
  }

  /**
   * Whether a part of a cyclic square compares every arm with every other, directly or through
   * further arms and lanes: rotations by these rows then reach every lane from every other.
   */
  private static boolean connects(int[] rows, int count, int arms) {
    int common = arms;
    for (int i = 1; i < count; i++) {
      common = greatestCommonDivisor(common, Math.abs(rows[i] - rows[0]));
    }
    return count == 1 || common == 1;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
