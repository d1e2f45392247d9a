package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Schedule;

/** Traffic for every arm of a testbed, and what must have been seen of it. */
final class Visits {
  /** In each pass of {@link Testbed#observe} and each visit. */
  static final int BATCHES = 4;

  private Visits() {}

  /** Visits each arm once, and loses nothing. */
  static void toAll(List<Arm> arms, Testbed testbed) throws IOException {
    for (int arm = 0; arm < arms.size(); arm++) {
      to(arm, arms, testbed);
    }
  }

  /** Visits each arm once, in the order of a cycle. */
  static void toAll(Schedule schedule, List<Arm> arms, Testbed testbed) throws IOException {
    int[] order = new int[arms.size()];
    schedule.next(order);
    for (int arm : order) {
      to(arm, arms, testbed);
    }
  }

  private static void to(int arm, List<Arm> arms, Testbed testbed) throws IOException {
    testbed.enter(arm);
    for (int i = 0; i < BATCHES; i++) {
      assertEquals(0, testbed.flow(arm).batch(), "lost by " + arms.get(arm).id());
    }
    testbed.leave(arm);
  }

  /** Every program ran in every pass, and no arm without a program saw one run. */
  static void requireSound(List<Arm> arms, List<ArmEvidence> evidence) {
    for (int arm = 0; arm < arms.size(); arm++) {
      boolean hasProgram = arms.get(arm).hasProgram();
      ArmEvidence e = evidence.get(arm);
      assertEquals(
          List.of(),
          EvidenceCheck.of(hasProgram, List.of(e), 0, BATCHES).failures(),
          arms.get(arm).id());
      for (ArmEvidence.Pass pass : e.passes()) {
        assertEquals(hasProgram, pass.hits() > 0, arms.get(arm) + " " + e.passes());
      }
    }
  }
}
