package org.hookbench.framework.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceCheckTest {
  @Test
  void hookThatRanOnceAPacketIsFine() {
    EvidenceCheck check = EvidenceCheck.of(true, List.of(evidence(true, 100, 100)), 0, 0);
    assertEquals(new EvidenceCheck(List.of(), List.of()), check);
  }

  @Test
  void armWithoutAProgramIsFineWithoutHits() {
    EvidenceCheck check = EvidenceCheck.of(false, List.of(evidence(true, 100, 0)), 0, 0);
    assertEquals(new EvidenceCheck(List.of(), List.of()), check);
  }

  @Test
  void programThatNeverRanFailsAndNamesTheFork() {
    EvidenceCheck check =
        EvidenceCheck.of(true, List.of(evidence(true, 100, 100), evidence(true, 100, 0)), 0, 0);
    assertEquals(List.of("fork 2: the program is attached and never ran"), check.failures());
  }

  @Test
  void programThatWasNotThereThroughoutFails() {
    EvidenceCheck check = EvidenceCheck.of(true, List.of(evidence(false, 100, 100)), 0, 0);
    assertEquals(List.of("fork 1: the program was not attached throughout"), check.failures());
  }

  @Test
  void programOnAnArmThatHasNoneFails() {
    EvidenceCheck check = EvidenceCheck.of(false, List.of(evidence(false, 100, 100)), 0, 0);
    assertEquals(
        List.of(
            "fork 1: a program was attached to an arm that has none",
            "fork 1: a program ran on an arm that has none"),
        check.failures());
  }

  @Test
  void armWithoutTrafficFails() {
    EvidenceCheck check = EvidenceCheck.of(false, List.of(evidence(true, 0, 0)), 0, 0);
    assertEquals(List.of("fork 1: no packet crossed the device"), check.failures());
  }

  @Test
  void runsAPacketAreNotedWhereTheyAreNotOne() {
    assertEquals(
        List.of("ran 2.00 times a packet"),
        EvidenceCheck.of(true, List.of(evidence(true, 100, 200)), 0, 0).notes());
    assertEquals(
        List.of("ran 0.50 times a packet"),
        EvidenceCheck.of(true, List.of(evidence(true, 100, 50)), 0, 0).notes());
    assertEquals(
        List.of(), EvidenceCheck.of(true, List.of(evidence(true, 100, 105)), 0, 0).notes());
  }

  @Test
  void anArmThatLosesMostIsNotTrusted() {
    List<ArmEvidence> ran = List.of(evidence(true, 100, 100));
    EvidenceCheck all = EvidenceCheck.of(true, ran, 640, 640);
    assertEquals(1, all.failures().size());
    assertTrue(
        all.failures().get(0).startsWith("lost 100 % (640): ")
            && all.failures().get(0).endsWith("does a program drop too much?"),
        all.failures().get(0));
    assertEquals(List.of(), EvidenceCheck.of(true, ran, 64, 640).failures());
    List<ArmEvidence> none = List.of(evidence(true, 100, 0));
    assertEquals(1, EvidenceCheck.of(false, none, 321, 640).failures().size());
  }

  @Test
  void lossDropsRetransmitsAndOffloadsAreNoted() {
    ArmEvidence e =
        new ArmEvidence(
            true,
            List.of(new ArmEvidence.Pass(1, 10, 100, 10, 0)),
            10,
            100,
            4,
            List.of("sender tso on -> off"),
            new ArmEvidence.Tcp("cubic", 3, 10, 1448, 20, 100),
            null,
            null);
    EvidenceCheck check = EvidenceCheck.of(true, List.of(e, e), 7, 700);
    assertEquals(
        List.of(
            "lost 1.00 % (7): a value is per packet sent, without the wait for what was lost",
            "dropped 8 packets", "6 retransmits", "sender tso on -> off"),
        check.notes());
    assertEquals(List.of(), check.failures());
  }

  private static ArmEvidence evidence(boolean attached, long packets, long hits) {
    return new ArmEvidence(
        attached,
        List.of(new ArmEvidence.Pass(1, packets, packets * 64, hits, hits * 40)),
        packets,
        packets * 64,
        0,
        List.of(),
        null,
        null,
        null);
  }
}
