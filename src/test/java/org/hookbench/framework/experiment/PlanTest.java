package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final BenchCase UDP = BenchCase.of("b.UdpPackets.x", Map.of("payload", "64"));
  private static final BenchCase TCP = BenchCase.of("b.TcpStream.x", Map.of("payload", "64"));
  private static final Design DESIGN = new Design(6, 1, 1, 0, 0);

  private static PlannedCase planned(BenchCase bench, String... hooks) {
    return new PlannedCase(
        bench, BuiltIn.workload(bench), List.of(hooks), new Measurement(10, 1, 1_000_000));
  }

  private static List<String> ids(List<Arm> arms) {
    return arms.stream().map(Arm::id).toList();
  }

  @Test
  void aCaseHasItsOwnHooks() {
    Plan plan =
        new Plan(
            List.of(planned(UDP, "tc"), planned(TCP, "tc", "xdpdrv")),
            List.of("tc", "xdpdrv"),
            List.of("pass"),
            DESIGN);
    assertEquals(List.of("none", "null", "tc"), ids(plan.arms(UDP)));
    assertEquals(List.of("none", "null", "tc", "xdpdrv"), ids(plan.arms(TCP)));
    assertEquals(plan.arms(TCP), plan.mostArms());
  }

  @Test
  void matchedBaselinesComeBehindTheHooksOfTheirCase() {
    Plan plan =
        new Plan(
            List.of(planned(UDP, "tc"), planned(TCP, "tc")),
            List.of("tc"),
            List.of("pass"),
            DESIGN);
    Plan matched = plan.withMatched(Map.of(UDP, List.of(Arm.matchedTo("tc"))));
    assertEquals(List.of("none", "null", "tc", "none+tc"), ids(matched.arms(UDP)));
    assertEquals(List.of("none", "null", "tc"), ids(matched.arms(TCP)));
    assertEquals(matched.arms(UDP), matched.mostArms());
  }

  /** Of cases with as many arms the first is meant; without cases, what a case would have. */
  @Test
  void theMostArmsAreTheFirstCasesOfThose() {
    Plan plan =
        new Plan(
            List.of(planned(UDP, "tc"), planned(TCP, "xdpdrv")),
            List.of(),
            List.of("pass"),
            DESIGN);
    assertEquals(plan.arms(UDP), plan.mostArms());
    Plan empty = new Plan(List.of(), List.of("tc"), List.of("pass"), DESIGN);
    assertEquals(List.of("none", "null", "tc"), ids(empty.mostArms()));
  }
}
