package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.framework.stats.Interval;
import org.hookbench.testing.BuiltIn;
import org.hookbench.testing.TwoSpeeds;
import org.hookbench.tool.flame.MeasuredEffect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainedTest {
  private static final int PASS = 2;
  private static final int SPIN = 3;
  private static final long EMPTY = 3_200;
  private static final long COST = 22_400;
  private static final double BATCH_NANOS = 51_200;
  private static final long SAMPLES = 100_000;

  /** A batch is 32 packets, 262144 bytes of which a thousand are shown, or one round trip. */
  @ParameterizedTest
  @CsvSource({
    "UdpPackets.cost, packet, 32",
    "TcpStream.goodput, 1000 bytes, 262.144",
    "TcpRoundTrip.roundTrip, transaction, 1"
  })
  void theMeasuredEffectIsTheCostThatTheSlicesHave(String benchmark, String name, double count) {
    CaseResult result =
        Analysis.of(TwoSpeeds.of(benchmark, 7, 1, EMPTY, COST), OptionalDouble.empty())
            .cases()
            .get(0);
    List<Explained> explained = Explained.of(profile(result), Optional.of(result));
    for (int arm : new int[] {PASS, SPIN}) {
      Explained e = explained.get(arm - 1);
      double cost = (arm == PASS ? EMPTY : EMPTY + COST) / count;
      assertEquals(name, e.operation().name());
      assertEquals(result.arms().get(arm).arm(), e.arm());
      MeasuredEffect measured = e.agreement().orElseThrow().measured();
      assertEquals(cost, measured.nanos(), 0.02 * cost);
      Interval interval = result.arms().get(arm).nanos().orElseThrow().interval().orElseThrow();
      assertEquals(interval.low() * e.operation().count(), measured.low(), 1e-9 * cost);
      assertEquals(interval.high() * e.operation().count(), measured.high(), 1e-9 * cost);
    }
  }

  /** All arms alike: only what was measured in the forks without a profiler is looked at. */
  private static CaseProfile profile(CaseResult result) {
    double period = BATCH_NANOS / BuiltIn.workload(result.bench()).metric().operationsPerBatch();
    Stacks stacks =
        new Stacks(new TreeMap<>(Map.of("main;send", SAMPLES)), period, SAMPLES, 0, 0, 0);
    ArmProfile profile = new ArmProfile(List.of(), stacks, null);
    return new CaseProfile(
        result.bench(),
        result.arms().stream().map(ArmResult::arm).toList(),
        BuiltIn.workload(result.bench()).metric(),
        Map.of("kflame", result.arms().stream().map(a -> profile).toList()));
  }
}
