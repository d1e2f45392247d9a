package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackSamplerTest {
  @ParameterizedTest
  @CsvSource({"1, 4", "2, 4", "4, 4", "8, 8", "12, 8", "48, 32", "64, 64", "256, 64"})
  void ringIsAPowerOfTwoWithinLimits(int cpus, int mebibytes) {
    assertEquals((long) mebibytes << 20, StackSampler.ringBytes(cpus));
  }
}
