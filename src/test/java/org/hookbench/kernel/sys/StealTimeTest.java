package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class StealTimeTest {
  private static final long UNIT = 10_000_000;

  /** Linux 6.18, the first words of each line. */
  private static final String RECORDED =
      """
      cpu  1975005 14464 658281 1879298 5502 0 168161 2864 0 0
      cpu0 1046820 7151 169644 1109940 1314 0 14031 1449 0 0
      cpu1 928185 7313 488636 769357 4188 0 154129 1415 0 0
      intr 33681523 0 0 15
      ctxt 1
      softirq 12 1 2 3
      """;

  @Test
  void everyCpuHasItsOwn() {
    StealTime time = StealTime.parse(RECORDED);
    assertEquals(cpus(0, 1), time.online());
    assertEquals(1449 * UNIT, time.nanos(cpus(0)));
    assertEquals(2864 * UNIT, time.nanos(cpus(0, 1)));
    assertEquals(0, time.nanos(cpus(7)));
  }

  @Test
  void whatPassedBetweenReadingsAddsUp() {
    StealTime before = StealTime.parse(RECORDED);
    StealTime after = StealTime.parse("cpu0 1 1 1 1 1 1 1 1452 0 0\ncpu2 9 9 9 9 9 9 9 9 0 0");
    StealTime sum = StealTime.none().plus(before, after).plus(before, after);
    // a CPU that came or went meanwhile has no difference
    assertEquals(cpus(0), sum.online());
    assertEquals(6 * UNIT, sum.nanos(cpus(0, 1, 2)));
  }

  @Test
  void lineThatEndsBeforeItIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> StealTime.parse("cpu0 1 2 3 4 5 6 7"));
    assertThrows(IllegalArgumentException.class, () -> StealTime.parse("cpu0 1 2 3 4 5 6 7 x"));
  }

  private static BitSet cpus(int... numbers) {
    BitSet cpus = new BitSet();
    for (int n : numbers) {
      cpus.set(n);
    }
    return cpus;
  }
}
