package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hookbench.framework.analysis.Decomposition.Pair;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.junit.jupiter.api.Test;

class DecompositionTest {
  @Test
  void withoutArmsBetweenThereAreNoParts() {
    assertEquals(List.of(), Decomposition.of(Arms.parse("tc,xdpdrv", "pass")));
  }

  @Test
  void matchedBaselineTellsOffloadsFromTheHook() {
    List<Arm> arms = Arms.parse("tc,xdpdrv,none+xdpdrv", "pass");
    assertEquals(
        List.of("none", "null", "tc", "xdpdrv", "none+xdpdrv"),
        arms.stream().map(Arm::id).toList());
    assertEquals(
        List.of(new Pair(Part.Kind.OFFLOADS, 4, 0), new Pair(Part.Kind.HOOK, 3, 4)),
        Decomposition.of(arms));
  }

  @Test
  void emptyProgramTellsTheProgramFromTheHook() {
    List<Arm> arms = Arms.parse("tc,xdpdrv", "pass,count");
    assertEquals(
        List.of(new Pair(Part.Kind.PROGRAM, 3, 2), new Pair(Part.Kind.PROGRAM, 5, 4)),
        Decomposition.of(arms));
  }

  @Test
  void allPartsOfAHookStandTogether() {
    List<Arm> arms = Arms.parse("xdpdrv,none+xdpdrv", "pass,count");
    assertEquals(
        List.of(
            new Pair(Part.Kind.OFFLOADS, 4, 0),
            new Pair(Part.Kind.HOOK, 2, 4),
            new Pair(Part.Kind.PROGRAM, 3, 2)),
        Decomposition.of(arms));
  }

  @Test
  void programsAreComparedWithAnotherAtTheSameHook() {
    List<Arm> arms = Arms.parse("tc,xdpdrv,none+xdpdrv", "pass,old,new,newer");
    assertEquals(
        List.of(
            new Pair(Part.Kind.AGAINST, 4, 3),
            new Pair(Part.Kind.AGAINST, 5, 3),
            new Pair(Part.Kind.AGAINST, 8, 7),
            new Pair(Part.Kind.AGAINST, 9, 7)),
        Decomposition.against(arms, "old"));
    assertEquals(List.of(), Decomposition.against(arms, "other"));
  }

  @Test
  void aProgramWithoutItsEmptyTwinHasNoPart() {
    assertEquals(List.of(), Decomposition.of(Arms.parse("tc", "count")));
  }
}
