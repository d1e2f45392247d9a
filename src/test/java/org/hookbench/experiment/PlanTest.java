package org.hookbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final BenchCase UDP = BenchCase.of("b.UdpPackets.x", Map.of("payload", "64"));
  private static final BenchCase TCP = BenchCase.of("b.TcpStream.x", Map.of("payload", "64"));
  private static final Design DESIGN = new Design(6, 1, 1, 0, 0);

  private static List<String> ids(List<Arm> arms) {
    return arms.stream().map(Arm::id).toList();
  }

  @Test
  void aCaseHasItsOwnHooksElseAll() {
    Plan plan =
        new Plan(
            List.of(UDP, TCP),
            List.of("tc", "xdpdrv"),
            Map.of(UDP, List.of("tc")),
            List.of("pass"),
            Map.of(),
            DESIGN);
    assertEquals(List.of("none", "null", "tc"), ids(plan.arms(UDP)));
    assertEquals(List.of("none", "null", "tc", "xdpdrv"), ids(plan.arms(TCP)));
    assertEquals(plan.arms(TCP), plan.mostArms());
  }

  @Test
  void matchedBaselinesComeBehindTheHooksOfTheirCase() {
    Plan plan =
        new Plan(List.of(UDP, TCP), List.of("tc"), Map.of(), List.of("pass"), Map.of(), DESIGN);
    Plan matched = plan.withMatched(Map.of(UDP, List.of(Arm.matchedTo("tc"))));
    assertEquals(List.of("none", "null", "tc", "none+tc"), ids(matched.arms(UDP)));
    assertEquals(List.of("none", "null", "tc"), ids(matched.arms(TCP)));
    assertEquals(matched.arms(UDP), matched.mostArms());
  }

  /** Of cases with as many arms the first is meant; without cases, what a case would have. */
  @Test
  void theMostArmsAreTheFirstCasesOfThose() {
    Map<BenchCase, List<String>> hooks = Map.of(UDP, List.of("tc"), TCP, List.of("xdpdrv"));
    Plan plan = new Plan(List.of(UDP, TCP), List.of(), hooks, List.of("pass"), Map.of(), DESIGN);
    assertEquals(plan.arms(UDP), plan.mostArms());
    Plan empty = new Plan(List.of(), List.of("tc"), Map.of(), List.of("pass"), Map.of(), DESIGN);
    assertEquals(List.of("none", "null", "tc"), ids(empty.mostArms()));
  }
}
