package org.hookbench.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import org.hookbench.kernel.CpuTimes.Mode;
import org.junit.jupiter.api.Test;

class CpuTimesTest {
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
  void linesAreReadByCpuAndMode() {
    CpuTimes times = CpuTimes.parse(RECORDED);
    assertEquals(cpus(0, 1), times.online());
    assertEquals(1046820 * UNIT, times.nanos(Mode.USER, cpus(0)));
    assertEquals(7313 * UNIT, times.nanos(Mode.NICE, cpus(1)));
    assertEquals((169644 + 488636) * UNIT, times.nanos(Mode.SYSTEM, cpus(0, 1)));
    assertEquals(1109940 * UNIT, times.nanos(Mode.IDLE, cpus(0)));
    assertEquals(4188 * UNIT, times.nanos(Mode.IOWAIT, cpus(1)));
    assertEquals(0, times.nanos(Mode.IRQ, cpus(0, 1)));
    assertEquals(154129 * UNIT, times.nanos(Mode.SOFTIRQ, cpus(1)));
    assertEquals(1449 * UNIT, times.nanos(Mode.STEAL, cpus(0)));
    assertEquals(0, times.nanos(Mode.USER, cpus(7)));
  }

  @Test
  void whatPassedBetweenReadingsAddsUp() {
    CpuTimes before = CpuTimes.parse(RECORDED);
    CpuTimes after =
        CpuTimes.parse(
            "cpu0 1046821 7151 169647 1109940 1314 0 14036 1449 0 0\n"
                + "cpu2 9 9 9 9 9 9 9 9 0 0");
    CpuTimes sum = CpuTimes.none().plus(before, after).plus(before, after);
    // a CPU that came or went meanwhile has no difference
    assertEquals(cpus(0), sum.online());
    assertEquals(2 * UNIT, sum.nanos(Mode.USER, cpus(0, 1, 2)));
    assertEquals(6 * UNIT, sum.nanos(Mode.SYSTEM, cpus(0)));
    assertEquals(10 * UNIT, sum.nanos(Mode.SOFTIRQ, cpus(0)));
    assertEquals(0, sum.nanos(Mode.IDLE, cpus(0)));
  }

  @Test
  void shortLineIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CpuTimes.parse("cpu0 1 2 3 4 5 6 7"));
    assertThrows(IllegalArgumentException.class, () -> CpuTimes.parse("cpu0 1 2 3 x 5 6 7 8"));
  }

  private static BitSet cpus(int... numbers) {
    BitSet cpus = new BitSet();
    for (int n : numbers) {
      cpus.set(n);
    }
    return cpus;
  }
}
