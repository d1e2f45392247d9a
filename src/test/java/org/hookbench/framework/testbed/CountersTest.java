package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.hookbench.framework.evidence.ArmEvidence.Pass;
import org.junit.jupiter.api.Test;

/** What is taken off the runs of a program that ran for others' packets too. */
class CountersTest {
  private static final Counters START = new Counters(10, 1000, OptionalLong.of(500), 7, 700);

  @Test
  void programOfADeviceHasAllItsRuns() {
    Counters start = new Counters(10, 1000, OptionalLong.empty(), 7, 700);
    Counters end = new Counters(74, 7400, OptionalLong.empty(), 135, 7100);
    assertEquals(new Pass(64, 64, 6400, 128, 6400), end.since(start, 64));
  }

  @Test
  void runsForOthersPacketsAreTakenOff() {
    // 64 packets of the lane, 36 of others, a run of 50 ns for each of them
    Counters end = new Counters(74, 7400, OptionalLong.of(600), 107, 5700);
    assertEquals(new Pass(64, 64, 6400, 64, 3200), end.since(START, 64));
  }

  @Test
  void packetsThatItDidNotRunForAreMissed() {
    Counters end = new Counters(74, 7400, OptionalLong.of(564), 39, 2300);
    assertEquals(new Pass(64, 64, 6400, 32, 1600), end.since(START, 64));
  }

  @Test
  void runsForOthersAloneAreNone() {
    Counters end = new Counters(74, 7400, OptionalLong.of(600), 43, 2500);
    assertEquals(new Pass(64, 64, 6400, 0, 0), end.since(START, 64));
  }
}
