package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DealsTest {
  private static final int SEEDS = 50;

  @Test
  void turnsAreAllOnOneLane() {
    Deals turns = Deals.turns(4, 2);
    assertTrue(turns.takesTurns());
    assertEquals(1, turns.stretches());
    assertArrayEquals(new int[] {2, 2, 2, 2}, turns.laneOfArm(0));
    assertFalse(Deals.draw(4, 1, 5).takesTurns());
    assertFalse(Deals.draw(1, 1, 5).takesTurns());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 25})
  void everyDealGivesEachArmALaneOfItsOwn(int arms) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Deals deals = Deals.draw(arms, arms + 2, seed);
      for (int s = 0; s < deals.stretches(); s++) {
        int[] sorted = deals.laneOfArm(s);
        Arrays.sort(sorted);
        for (int i = 0; i < arms; i++) {
          assertEquals(i, sorted[i]);
          assertEquals(i, deals.laneOfArm(s)[deals.armOfLane(s)[i]]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 6", "5, 5", "5, 15", "6, 12"})
  void wholeSquaresPutEachArmOnEachLaneEquallyOften(int arms, int stretches) {
    for (int seed = 0; seed < SEEDS; seed++) {
      int[][] visits = visits(Deals.draw(arms, stretches, seed), arms);
      for (int[] ofArm : visits) {
        assertArrayEquals(filled(arms, stretches / arms), ofArm);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 2", "5, 3", "6, 2", "6, 3", "12, 4", "24, 5"})
  void partOfASquareVisitsNoLaneTwiceAndComparesAllArms(int arms, int stretches) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Deals deals = Deals.draw(arms, stretches, seed);
      for (int[] ofArm : visits(deals, arms)) {
        assertTrue(Arrays.stream(ofArm).allMatch(n -> n <= 1));
      }
      assertEquals(arms, reached(deals, arms), "arms that are compared, seed " + seed);
    }
  }

  @Test
  void armsMoveBetweenAnyTwoStretches() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Deals deals = Deals.draw(3, 30, seed);
      for (int s = 1; s < deals.stretches(); s++) {
        assertFalse(Arrays.equals(deals.laneOfArm(s - 1), deals.laneOfArm(s)));
      }
    }
  }

  @Test
  void rowsColumnsAndLettersAreRandom() {
    Set<List<Integer>> first = new HashSet<>();
    Set<List<Integer>> second = new HashSet<>();
    for (int seed = 0; seed < 2_000; seed++) {
      Deals deals = Deals.draw(4, 4, seed);
      first.add(Arrays.stream(deals.laneOfArm(0)).boxed().toList());
      second.add(Arrays.stream(deals.laneOfArm(1)).boxed().toList());
    }
    assertEquals(24, first.size());
    assertEquals(24, second.size());
  }

  @Test
  void stretchesBeginWhereTheOneBeforeEnds() {
    for (int stretches = 1; stretches <= 8; stretches++) {
      Deals deals = Deals.draw(8, stretches, 1);
      for (int cycles = stretches; cycles < 50; cycles++) {
        assertEquals(0, deals.firstCycle(0, cycles));
        assertEquals(cycles, deals.firstCycle(stretches, cycles));
        for (int s = 1; s < stretches; s++) {
          int first = deals.firstCycle(s, cycles);
          assertEquals(s - 1, deals.stretchOf(first - 1, cycles));
          assertEquals(s, deals.stretchOf(first, cycles));
        }
      }
    }
  }

  @Test
  void dealsThatWereNotedAreTheSame() {
    int[] second = {1, 2, 0};
    Deals noted = Deals.of(List.of(new int[] {2, 0, 1}, second));
    second[0] = 9;
    assertEquals(2, noted.stretches());
    assertArrayEquals(new int[][] {{2, 0, 1}, {1, 2, 0}}, noted.lanes());
    assertArrayEquals(new int[] {1, 2, 0}, noted.armOfLane(0));
    assertArrayEquals(new int[] {2, 0, 1}, noted.armOfLane(1));
    Deals standing = Deals.standing(2, 0, 1);
    assertArrayEquals(new int[][] {{2, 0, 1}}, standing.lanes());
  }

  @Test
  void seedDecides() {
    assertArrayEquals(Deals.draw(5, 7, 3).lanes(), Deals.draw(5, 7, 3).lanes());
    assertFalse(Arrays.deepEquals(Deals.draw(5, 7, 3).lanes(), Deals.draw(5, 7, 4).lanes()));
  }

  private static int[] filled(int length, int value) {
    int[] filled = new int[length];
    Arrays.fill(filled, value);
    return filled;
  }

  private static int[][] visits(Deals deals, int arms) {
    int[][] visits = new int[arms][arms];
    for (int[] deal : deals.lanes()) {
      for (int arm = 0; arm < arms; arm++) {
        visits[arm][deal[arm]]++;
      }
    }
    return visits;
  }

  /** How many arms share a lane with the first, or with one that does, and so on. */
  private static int reached(Deals deals, int arms) {
    BitSet reached = new BitSet();
    BitSet lanes = new BitSet();
    reached.set(0);
    int before = -1;
    while (reached.cardinality() + lanes.cardinality() > before) {
      before = reached.cardinality() + lanes.cardinality();
      for (int[] deal : deals.lanes()) {
        for (int arm = 0; arm < arms; arm++) {
          if (reached.get(arm) || lanes.get(deal[arm])) {
            reached.set(arm);
            lanes.set(deal[arm]);
          }
        }
      }
    }
    return reached.cardinality();
  }
}
