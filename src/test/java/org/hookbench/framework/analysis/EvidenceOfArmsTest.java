package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

/** What was seen of an arm stands beside that arm's effect, and beside no other's. */
class EvidenceOfArmsTest {
  @Test
  void eachArmHasItsOwnEvidence() {
    RunData run = Runs.quick().data();
    CaseData first = run.cases().get(0);
    List<ForkData> forks = first.forks().stream().map(EvidenceOfArmsTest::told).toList();
    RunData told =
        new RunData(
            run.version(),
            run.status(),
            run.startedMillis(),
            run.wallNanos(),
            run.arguments(),
            run.design(),
            run.machine(),
            List.of(
                new CaseData(
                    first.bench(), first.arms(), first.metric(), first.measurement(), forks)),
            run.failures());

    CaseResult result = Analysis.of(told, OptionalDouble.empty()).cases().get(0);

    assertEquals(5, result.arms().size());
    for (int arm = 0; arm < 5; arm++) {
      ArmResult of = result.arms().get(arm);
      Traffic traffic = of.traffic();
      boolean hook = arm >= 2;
      assertEquals(first.arms().get(arm), of.arm());
      assertEquals(6 * 100 * (arm + 1), traffic.rxPackets());
      assertEquals(hook ? 6 * 10 * (arm + 1) : 0, traffic.hits());
      assertEquals(List.of("sender changed by " + arm), of.evidence().notes());
      assertEquals(List.of(), of.evidence().failures());
      assertEquals(
          hook ? OptionalDouble.of(arm + 0.5) : OptionalDouble.empty(), traffic.testRunNanos());
      assertEquals(6 * 1000 * (arm + 1), traffic.tcp().orElseThrow().transferBytes());
    }
  }

  /** The same fork, with evidence that names the arm. */
  private static ForkData told(ForkData fork) {
    ForkReport report = fork.report().orElseThrow();
    List<ArmEvidence> evidence = new ArrayList<>();
    for (int arm = 0; arm < report.evidence().size(); arm++) {
      int packets = 10 * (arm + 1);
      int hits = arm < 2 ? 0 : packets;
      evidence.add(
          new ArmEvidence(
              true,
              List.of(new ArmEvidence.Pass(packets, packets, 64L * packets, hits, 85L * hits)),
              10L * packets,
              640L * packets,
              0,
              List.of("sender changed by " + arm),
              new ArmEvidence.Tcp("cubic", 0, 10, 1448, 20, 1000L * (arm + 1)),
              arm < 2 ? null : arm + 0.5,
              null));
    }
    return new ForkData(
        fork.number(),
        fork.startedMillis(),
        fork.slices(),
        Optional.of(
            new ForkReport(
                report.seed(),
                report.deals(),
                evidence,
                report.histograms(),
                report.heapBytes(),
                null)));
  }
}
