package org.hookbench.kernel.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class RpsCpusTest {
  @Test
  void masksAreTheKernels() {
    assertMask("00000000");
    assertMask("00000003", 0, 1);
    assertMask("80000000", 31);
    assertMask("00000001,00000000", 32);
    assertMask("00000002,00000000,80000001", 0, 31, 65);
  }

  private static void assertMask(String expected, int... cpus) {
    BitSet set = new BitSet();
    for (int cpu : cpus) {
      set.set(cpu);
    }
    assertEquals(expected, RpsCpus.mask(set));
    assertEquals(set, RpsCpus.parse(expected));
  }
}
