package org.hookbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArmTest {
  @Test
  void baselineAndNullArmComeFirst() {
    assertEquals(
        List.of(
            new Arm("none", "none", "", Arm.Role.BASELINE),
            new Arm("null", "none", "", Arm.Role.NULL),
            new Arm("tc", "tc", "pass", Arm.Role.HOOK),
            new Arm("xdpdrv", "xdpdrv", "pass", Arm.Role.HOOK)),
        Arm.of(List.of("tc", "xdpdrv"), List.of("pass")));
  }

  @Test
  void programIsPartOfTheNameWhereThereIsMoreThanOne() {
    List<Arm> arms = Arm.of(List.of("tc", "xdpdrv"), List.of("pass", "spin@ns=500"));
    assertEquals(
        List.of("none", "null", "tc/pass", "tc/spin@ns=500", "xdpdrv/pass", "xdpdrv/spin@ns=500"),
        arms.stream().map(Arm::id).toList());
    assertEquals("spin@ns=500", arms.get(5).program());
    assertEquals("xdpdrv", arms.get(5).hook());
  }

  @Test
  void withoutHooksOnlyTheTwoWithout() {
    assertEquals(
        List.of("none", "null"), Arm.of(List.of(), List.of("pass")).stream().map(Arm::id).toList());
  }
}
