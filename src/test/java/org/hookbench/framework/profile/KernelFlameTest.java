package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.profile.ProfilerException;

class KernelFlameTest {
  @ParameterizedTest
  @CsvSource({"'', 999", "freq=1, 1", "freq=9999, 9999", "' freq=49 ', 49", "freq=1;freq=2, 2"})
  void frequencyIsAsGiven(String options, int hertz) throws ProfilerException {
    assertEquals(hertz, KernelFlame.hertz(options));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "freq=0 | kflame: freq is a whole number from 1 on, not '0'",
        "freq=9k | kflame: freq is a whole number from 1 on, not '9k'",
        "freq=10000 | kflame: freq is at most 9999 samples a second, not 10000",
        "freq | kflame takes freq=N, not 'freq'",
        "freq=9;interval=1 | kflame takes freq=N, not 'interval=1'",
      })
  void whatIsNoFrequencyIsRefused(String options, String message) {
    assertEquals(
        message,
        assertThrows(ProfilerException.class, () -> KernelFlame.hertz(options)).getMessage());
  }

  @Test
  void lastCycleOfEachRoundIsNotSampled() {
    assertEquals(
        List.of(3, 7, 11),
        IntStream.range(0, 12).filter(c -> !KernelFlame.isSampled(c)).boxed().toList());
  }
}
