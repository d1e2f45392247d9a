package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.hookbench.framework.evidence.ArmEvidence;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final long HITS = 1000;

  /** The mean over the passes would be 1106 ns a run. */
  @Test
  void anInterruptInAPassDoesNotMoveTheTimeOfARun() {
    Traffic traffic =
        Traffic.of(List.of(fork(758, 757), fork(756, 2500), fork(758, 1107))); // ns a run
    assertEquals(OptionalDouble.of(758), traffic.nanosPerHit());
    assertEquals(6 * HITS, traffic.hits());
  }

  @Test
  void aPassWithoutRunsHasNoTimeOfARun() {
    ArmEvidence.Pass idle = new ArmEvidence.Pass(HITS, HITS, HITS, 0, 0);
    ArmEvidence.Pass busy = new ArmEvidence.Pass(HITS, HITS, HITS, HITS, 40 * HITS);
    assertEquals(
        OptionalDouble.of(40), Traffic.of(List.of(evidence(idle, idle, busy))).nanosPerHit());
    assertEquals(OptionalDouble.empty(), Traffic.of(List.of(evidence(idle))).nanosPerHit());
  }

  @Test
  void bytesOfARunAreThoseOfThePassesThatWereCounted() {
    assertEquals(OptionalDouble.of(64), Traffic.of(List.of(fork(40, 40))).bytesPerHit());
    ArmEvidence.Pass idle = new ArmEvidence.Pass(HITS, HITS, HITS, 0, 0);
    assertEquals(OptionalDouble.empty(), Traffic.of(List.of(evidence(idle))).bytesPerHit());
  }

  /** Windows are segments of their own connection's size, and are averaged; the rest is summed. */
  @Test
  void connectionsAreTakenTogether() {
    Traffic.Tcp tcp =
        Traffic.of(List.of(connection("cubic", 3, 10, 1448), connection("bbr", 4, 20, 1000)))
            .tcp()
            .orElseThrow();
    assertEquals(new Traffic.Tcp("cubic/bbr", 14_000, 7, (14_480 + 20_000) / 2.0), tcp);
  }

  private static ArmEvidence connection(String congestion, long retransmits, long cwnd, long mss) {
    ArmEvidence.Tcp tcp = new ArmEvidence.Tcp(congestion, retransmits, cwnd, mss, 20, 7_000);
    return new ArmEvidence(true, List.of(), HITS, 64 * HITS, 0, List.of(), tcp, null, null);
  }

  private static ArmEvidence fork(long... nanos) {
    return evidence(
        Arrays.stream(nanos)
            .mapToObj(n -> new ArmEvidence.Pass(HITS, HITS, 64 * HITS, HITS, n * HITS))
            .toArray(ArmEvidence.Pass[]::new));
  }

  private static ArmEvidence evidence(ArmEvidence.Pass... passes) {
    return new ArmEvidence(true, List.of(passes), HITS, 64 * HITS, 0, List.of(), null, null, null);
  }
}
