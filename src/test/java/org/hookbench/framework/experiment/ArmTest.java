package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
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

  /** Further null arms are numbered by their place, and compared as hooks are. */
  @Test
  void hookNoneIsAFurtherNullArm() {
    assertEquals(
        List.of(
            new Arm("tc", "tc", "pass", Arm.Role.HOOK),
            new Arm("null3", "none", "", Arm.Role.HOOK),
            new Arm("null4", "none", "", Arm.Role.HOOK)),
        Arm.of(List.of("tc", "none", "none"), List.of("pass")).subList(2, 5));
  }

  @Test
  void matchedBaselinesKnowTheirHook() {
    List<Arm> arms =
        Arm.of(List.of("tc", Arm.matchedTo("tc"), Arm.treatedAs("tc")), List.of("pass"));
    assertEquals(List.of("tc", "none+tc", "none~tc"), arms.stream().map(Arm::id).skip(2).toList());
    assertEquals(
        List.of(Arm.Role.MATCHED, Arm.Role.MATCHED), arms.stream().map(Arm::role).skip(3).toList());
    assertEquals(
        List.of(Optional.empty(), Optional.of("tc"), Optional.of("tc")),
        arms.stream().map(Arm::matches).skip(2).toList());
    assertEquals(List.of(false, false, true), arms.stream().map(Arm::isTreated).skip(2).toList());
    assertEquals(List.of(true, false, false), arms.stream().map(Arm::hasProgram).skip(2).toList());
  }

  @Test
  void withoutHooksOnlyTheTwoWithout() {
    assertEquals(
        List.of("none", "null"), Arm.of(List.of(), List.of("pass")).stream().map(Arm::id).toList());
  }
}
