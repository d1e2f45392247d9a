package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final BenchCase UDP = BenchCase.of("b.UdpPackets.x", Map.of("payload", "64"));
  private static final BenchCase TCP = BenchCase.of("b.TcpStream.x", Map.of("payload", "64"));
  private static final Design DESIGN = Design.of(6, 1, 1);

  private static final LinkSettings VETH =
      LinkSettings.parse("veth", "on", "auto", "shared", "4", "auto");

  private static PlannedCase planned(BenchCase bench, String hooks) {
    return new PlannedCase(
        bench,
        BuiltIn.workload(bench),
        VETH,
        Arms.parse(hooks, "pass"),
        new Measurement(10, 1, 1_000_000));
  }

  private static List<String> ids(List<Arm> arms) {
    return arms.stream().map(Arm::id).toList();
  }

  @Test
  void aCaseHasItsOwnArms() {
    Plan plan = new Plan(List.of(planned(UDP, "tc"), planned(TCP, "tc,xdpdrv")), DESIGN);
    assertEquals(List.of("none", "null", "tc"), ids(plan.arms(UDP)));
    assertEquals(List.of("none", "null", "tc", "xdpdrv"), ids(plan.arms(TCP)));
    assertEquals(plan.arms(TCP), plan.mostArms());
  }

  @Test
  void matchedBaselinesComeBehindTheHooksOfTheirCase() {
    Plan plan = new Plan(List.of(planned(UDP, "tc"), planned(TCP, "tc")), DESIGN);
    Arm further = Arms.matched(Arm.SideEffect.OFFLOADS, new HookChain("tc", 1));
    Plan matched = plan.withArms(Map.of(UDP, List.of(further)));
    assertEquals(List.of("none", "null", "tc", "none+tc"), ids(matched.arms(UDP)));
    assertEquals(List.of("none", "null", "tc"), ids(matched.arms(TCP)));
    assertEquals(matched.arms(UDP), matched.mostArms());
  }

  /** Of cases with as many arms the first is meant. */
  @Test
  void theMostArmsAreTheFirstCasesOfThose() {
    Plan plan = new Plan(List.of(planned(UDP, "tc"), planned(TCP, "xdpdrv")), DESIGN);
    assertEquals(plan.arms(UDP), plan.mostArms());
  }
}
