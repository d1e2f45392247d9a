package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SoftnetTest {
  private static final String TWO_CPUS =
      """
      04018d7f 00000000 00000003 00000000 00000000 00000000 00b8c974 00000000 00000000
      37dad1e6 00000000 00000012 00000000 00000000 00000000 000748d8 00000000 00000001
      """;

  @Test
  void receivedIsTheFirstColumnOfAllCpus() {
    assertEquals(0x04018d7fL + 0x37dad1e6L, Softnet.received(TWO_CPUS));
  }

  @Test
  void counterThatWrapsOnOneCpuCountsOn() {
    long before = Softnet.received("fffffff0 0\n00000010 0\n");
    long after = Softnet.received("00000005 0\n00000011 0\n");
    assertEquals(0x16, Softnet.between(before, after));
  }

  @Test
  void thisMachineHasOne() {
    assertTrue(Softnet.received() >= 0);
  }
}
