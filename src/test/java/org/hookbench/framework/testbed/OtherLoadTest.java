package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hookbench.framework.testbed.OtherLoad.Reading;
import org.hookbench.kernel.sys.CpuTime;
import org.junit.jupiter.api.Test;

/** By readings that are made up, in ns. */
class OtherLoadTest {
  private static final double EXACT = 1e-12;
  private static final CpuTime NOTHING = new CpuTime(0, 0, 0, 0);

  /** Its first reading, at construction, counts for nothing. */
  private static OtherLoad of(int cpus, Reading... readings) {
    BitSet measured = new BitSet();
    measured.set(0, cpus);
    Deque<Reading> clocks = new ArrayDeque<>(List.of(readings[0]));
    clocks.addAll(Arrays.asList(readings));
    return new OtherLoad(measured, clocks::remove);
  }

  private static double between(int cpus, Reading first, Reading last) {
    OtherLoad load = of(cpus, first, last);
    load.begin();
    load.note();
    return load.share().orElseThrow();
  }

  private static Reading at(long now, long own, CpuTime cpu) {
    return new Reading(Map.of(7, own), Map.of(0, cpu), now);
  }

  @Test
  void whatIsNeitherIdleNorStolenNorOwnIsOther() {
    Reading begin = at(5000, 100, new CpuTime(40, 300, 0, 2));
    assertEquals(0, between(1, begin, at(6000, 1100, new CpuTime(40, 900, 0, 2))), EXACT);
    assertEquals(0.3, between(1, begin, at(6000, 600, new CpuTime(190, 400, 0, 52))), EXACT);
  }

  /** A kernel that counts interrupts by the clock leaves them out of a thread's time. */
  @Test
  void softirqsApartFromThreadsAreOwn() {
    Reading begin = at(0, 0, new CpuTime(0, 50, 10, 0));
    assertEquals(0.1, between(1, begin, at(1000, 500, new CpuTime(0, 450, 30, 0))), EXACT);
  }

  @Test
  void sharesOfTwoCpusAndOfStretchesAreOfAllTheirTime() {
    Map<Integer, CpuTime> idle = Map.of(0, NOTHING, 1, new CpuTime(600, 0, 0, 0));
    Reading begin = new Reading(Map.of(7, 0L), Map.of(0, NOTHING, 1, NOTHING), 0);
    // a thread that came meanwhile counts whole, one that ended not at all
    Reading end = new Reading(Map.of(8, 1000L), idle, 1000);
    assertEquals(0.2, between(2, begin, end), EXACT);

    OtherLoad load =
        of(
            1,
            at(0, 0, NOTHING),
            new Reading(Map.of(7, 800L, 8, 100L), Map.of(0, NOTHING), 1000),
            at(2000, 1600, NOTHING));
    load.begin();
    load.note();
    load.note();
    assertEquals(0.15, load.share().orElseThrow(), EXACT);
  }

  @Test
  void withoutMeasuredCpusOrWithOneGoneThereIsNoShare() {
    OtherLoad free = of(0, at(0, 0, NOTHING));
    free.begin();
    free.note();
    assertEquals(OptionalDouble.empty(), free.share());
    OtherLoad gone = of(2, at(0, 0, NOTHING), at(1000, 0, NOTHING));
    gone.begin();
    gone.note();
    assertEquals(OptionalDouble.empty(), gone.share());
  }
}
