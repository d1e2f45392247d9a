package org.hookbench.framework.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineFactsTest {
  @Test
  void stealIsAShareOfTheTimeBetween() {
    MachineFacts.CpuTime before = new MachineFacts.CpuTime(1000, 50);
    MachineFacts.CpuTime after = new MachineFacts.CpuTime(1200, 53);
    assertEquals(1.5, after.stealPercentSince(before), 1e-12);
    assertEquals(0, before.stealPercentSince(before));
  }

  @Test
  void cpuTimeOfThisMachineIsRead() {
    MachineFacts.CpuTime time = MachineFacts.cpuTime();
    assertTrue(time.total() > 0 && time.steal() >= 0 && time.steal() < time.total(), "" + time);
  }

  @Test
  void everyFactHasAValueAndAName() {
    Map<String, String> facts = MachineFacts.read();
    assertTrue(
        facts.keySet().containsAll(java.util.List.of("host", "kernel", "cpu", "bpf jit", "jvm")));
    facts.forEach((name, value) -> assertFalse(value.isBlank(), name));
    assertEquals(
        System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        facts.get("kernel"));
  }
}
