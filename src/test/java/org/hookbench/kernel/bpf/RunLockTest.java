package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLockTest {
  /** The kernel's ids end at 2147483647 and begin anew at 1. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, true",
    "2, 1, false",
    "7, 7, false",
    "2147483647, 1, true",
    "1, 2147483647, false",
    "2147483000, 500, true",
    "500, 2147483000, false",
    "1, 1000000000, true",
  })
  void whoLoadedFirstIsBefore(int id, int other, boolean before) {
    assertEquals(before, RunLock.isBefore(id, other));
  }
}
