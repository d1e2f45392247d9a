package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  private static final long UNIT = 10_000_000;

  @Test
  void columnsOfEachCpuInNanos() {
    String stat = "cpu  9 9 9 9 9 9 9 9 9 9\ncpu3 1 2 3 100 20 5 30 7 0 0\nintr 1 2\n";
    assertEquals(
        Map.of(3, new CpuTime(120 * UNIT, 35 * UNIT, 5 * UNIT, 7 * UNIT)), CpuTime.parse(stat));
  }

  @Test
  void thisMachineHasACpuThatWasIdle() {
    assertTrue(CpuTime.read().values().stream().anyMatch(cpu -> cpu.idle() > 0));
  }

  @Test
  void aThreadThatWorkedHasTime() {
    Map<Integer, Long> before = ThreadTime.ofThreadsOn(Affinity.allowed());
    long sum = 0;
    for (int i = 0; i < 20_000_000; i++) {
      sum += i * 31L % 7;
    }
    Map<Integer, Long> after = ThreadTime.ofThreadsOn(Affinity.allowed());
    long worked =
        after.entrySet().stream()
            .mapToLong(e -> e.getValue() - before.getOrDefault(e.getKey(), 0L))
            .max()
            .orElseThrow();
    assertTrue(sum > 0 && worked > 0, () -> worked + " ns");
    assertFalse(after.containsValue(0L), "a thread has run at least once");
  }
}
