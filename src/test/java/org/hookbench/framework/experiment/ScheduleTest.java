package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  static IntStream arms() {
    return IntStream.rangeClosed(1, 12);
  }

  /** Over each full round, and not only the first. */
  @ParameterizedTest
  @MethodSource("arms")
  void eachArmStandsEquallyOftenInEachPlaceAndAfterEachOther(int n) {
    Schedule schedule = new Schedule(n, 42);
    int cycles = round(n);
    for (int round = 0; round < 5; round++) {
      int[][] inPlace = new int[n][n];
      int[][] after = new int[n][n];
      int[] order = new int[n];
      for (int c = 0; c < cycles; c++) {
        schedule.next(order);
        for (int i = 0; i < n; i++) {
          inPlace[order[i]][i]++;
          if (i > 0) {
            after[order[i]][order[i - 1]]++;
          }
        }
      }
      int[] places = new int[n];
      Arrays.fill(places, cycles / n);
      for (int arm = 0; arm < n; arm++) {
        assertArrayEquals(places, inPlace[arm], "places of arm " + arm + ", round " + round);
        int[] neighbours = new int[n];
        Arrays.fill(neighbours, cycles / n);
        neighbours[arm] = 0;
        assertArrayEquals(neighbours, after[arm], "before arm " + arm + ", round " + round);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arms")
  void sameSeedSameOrder(int n) {
    assertEquals(orders(n, 7, 100), orders(n, 7, 100));
  }

  @Test
  void otherSeedsGiveOtherOrders() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      seen.add(orders(5, seed, 30));
    }
    assertEquals(20, seen.size());
  }

  @Test
  void roundsAreDealtAnew() {
    Schedule schedule = new Schedule(4, 1);
    Set<String> rounds = new HashSet<>();
    for (int round = 0; round < 10; round++) {
      rounds.add(take(schedule, 4, 4));
    }
    assertTrue(rounds.size() > 5, rounds.toString());
  }

  /**
   * A round of four arms has one of 6 sets of cycles, by which arm got which letter of the design.
   */
  @Test
  void armsAreDealtToTheLettersAnewInEachRound() {
    Schedule schedule = new Schedule(4, 1);
    Set<Set<String>> later = new HashSet<>();
    Set<Set<String>> first = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      later.add(Set.copyOf(cycles(schedule, 4, 4)));
      first.add(Set.copyOf(cycles(new Schedule(4, i), 4, 4)));
    }
    assertEquals(6, later.size());
    assertEquals(6, first.size());
  }

  /**
   * With the arms named by their places in the first cycle, only the cycles' order is left: of 24
   * orders 4 at a time look alike then.
   */
  @Test
  void cyclesOfARoundAreShuffled() {
    Set<List<String>> seen = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      List<String> cycles = cycles(new Schedule(4, seed), 4, 4);
      String names = cycles.get(0);
      seen.add(
          cycles.stream()
              .map(c -> c.chars().mapToObj(arm -> "" + names.indexOf(arm)).toList().toString())
              .toList());
    }
    assertEquals(6, seen.size());
  }

  /** All 24 permutations of four, each about as often: 25 of 600 are expected, give or take 5. */
  @Test
  void everyPermutationIsAsLikely() {
    Map<String, Integer> seen = new HashMap<>();
    for (int seed = 0; seed < 600; seed++) {
      seen.merge(Arrays.toString(Schedule.permutation(4, seed)), 1, Integer::sum);
    }
    assertEquals(24, seen.size());
    seen.forEach((p, times) -> assertTrue(times > 8 && times < 46, p + ": " + times));
  }

  @ParameterizedTest
  @MethodSource("arms")
  void permutationHoldsEachNumberOnce(int n) {
    for (long seed = 0; seed < 50; seed++) {
      int[] sorted = Schedule.permutation(n, seed);
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
    }
    assertArrayEquals(Schedule.permutation(n, 9), Schedule.permutation(n, 9));
  }

  /** Every arm is dealt every lane in time. */
  @Test
  void permutationsDifferBetweenTheForksOfARun() {
    Set<Integer> lanesOfArmZero = new HashSet<>();
    for (int fork = 0; fork < 100; fork++) {
      lanesOfArmZero.add(Schedule.permutation(5, ForkSettings.forkSeed(1, fork))[0]);
    }
    assertEquals(Set.of(0, 1, 2, 3, 4), lanesOfArmZero);
  }

  /** Arms 1, 2 and 3 in a row: each cycle has them together, in each of their six orders. */
  @Test
  void armsOfARowStandTogetherInAnyOrder() {
    Schedule schedule = new Schedule(List.of(new int[] {0}, new int[] {4}, new int[] {1, 2, 3}), 7);
    Map<String, Integer> orders = new HashMap<>();
    Map<Integer, Integer> rowFirstAt = new HashMap<>();
    for (String cycle : cycles(schedule, 5, 1200)) {
      int at = cycle.replaceAll("[123]", "-").indexOf("---");
      assertTrue(at >= 0, cycle);
      orders.merge(cycle.substring(at, at + 3), 1, Integer::sum);
      rowFirstAt.merge(at, 1, Integer::sum);
    }
    assertEquals(6, orders.size());
    orders.forEach((order, times) -> assertTrue(times > 150 && times < 250, orders.toString()));
    // the row is as often first, in the middle and last
    assertEquals(Map.of(0, 400, 1, 400, 2, 400), rowFirstAt);
  }

  private static int round(int n) {
    return n % 2 == 0 || n == 1 ? n : 2 * n;
  }

  /** Each cycle as the digits of its arms. */
  private static List<String> cycles(Schedule schedule, int n, int count) {
    List<String> cycles = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      cycles.add(take(schedule, n, 1).replaceAll("\\D", ""));
    }
    return cycles;
  }

  private static String orders(int n, long seed, int cycles) {
    return take(new Schedule(n, seed), n, cycles);
  }

  private static String take(Schedule schedule, int n, int cycles) {
    StringBuilder all = new StringBuilder();
    int[] order = new int[n];
    for (int c = 0; c < cycles; c++) {
      schedule.next(order);
      all.append(Arrays.toString(order));
    }
    return all.toString();
  }
}
