package org.hookbench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

class KernelFlameTest {
  @ParameterizedTest
  @CsvSource({"'', 999", "freq=1, 1", "freq=9999, 9999", "' freq=49 ', 49", "freq=1;freq=2, 2"})
  void frequencyIsAsGiven(String options, int hertz) throws ProfilerException {
    assertEquals(hertz, KernelFlame.hertz(options));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "freq=0",
        "freq=10000",
        "freq=-1",
        "freq=",
        "freq",
        "freq=9k",
        "help",
        "interval=1"
      })
  void whatIsNoOptionIsRefusedWithThoseThereAre(String options) {
    assertEquals(
        "kflame: '"
            + options
            + "' is no option of it; it has freq=HZ, samples a second from 1 to 9999 (999)",
        assertThrows(ProfilerException.class, () -> KernelFlame.hertz(options)).getMessage());
  }

  @Test
  void lastCycleOfEachRoundIsNotSampled() {
    assertEquals(
        List.of(3, 7, 11),
        IntStream.range(0, 12).filter(c -> !KernelFlame.isSampled(c)).boxed().toList());
  }
}
