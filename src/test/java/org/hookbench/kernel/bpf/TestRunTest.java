package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestRunTest {
  /** In 50 ms, of at most 200,000 runs. */
  @ParameterizedTest
  @CsvSource({
    "0, 200000",
    "20, 200000",
    "250, 200000",
    "500, 100000",
    "20000, 2500",
    "50000000, 16"
  })
  void asManyRunsAsFitButSomeInAnyCase(int nanosPerRun, int runs) {
    assertEquals(runs, TestRun.runs(50_000_000, nanosPerRun, 200_000));
  }
}
