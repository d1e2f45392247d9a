package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.framework.experiment.Arm.Matching;
import org.hookbench.framework.experiment.Arm.Role;
import org.hookbench.framework.experiment.Arm.SideEffect;
import org.junit.jupiter.api.Test;

class ArmsTest {
  private static final HookChain TC = new HookChain("tc", 1);
  private static final HookChain XDPDRV = new HookChain("xdpdrv", 1);
  private static final HookChain FOUR_TCX = new HookChain("tcx", 4);

  private static List<String> ids(List<Arm> arms) {
    return arms.stream().map(Arm::id).toList();
  }

  private static Arm without(String id, Role role) {
    return new Arm(id, role, Arm.NO_HOOK, Optional.empty(), Optional.empty());
  }

  @Test
  void baselineAndNullArmComeFirst() {
    assertEquals(
        List.of(
            without("none", Role.BASELINE),
            without("null", Role.NULL),
            new Arm("tc", Role.HOOK, TC, Optional.of("pass"), Optional.empty()),
            new Arm("xdpdrv", Role.HOOK, XDPDRV, Optional.of("pass"), Optional.empty())),
        Arms.of(List.of(TC, XDPDRV), List.of("pass")));
  }

  @Test
  void programIsPartOfTheNameWhereThereIsMoreThanOne() {
    List<Arm> arms = Arms.of(List.of(TC, FOUR_TCX), List.of("pass", "spin@ns=500"));
    assertEquals(
        List.of("none", "null", "tc/pass", "tc/spin@ns=500", "tcx*4/pass", "tcx*4/spin@ns=500"),
        ids(arms));
    assertEquals(Optional.of("spin@ns=500"), arms.get(5).program());
    assertEquals(FOUR_TCX, arms.get(5).hook());
  }

  /** Further null arms are numbered by their place, and compared as hooks are. */
  @Test
  void furtherNullArmsAreComparedAsHooks() {
    assertEquals(
        List.of(
            without("none", Role.BASELINE),
            without("null", Role.NULL),
            without("null2", Role.HOOK),
            without("null3", Role.HOOK)),
        Arms.nulls(2));
  }

  @Test
  void matchedBaselinesKnowTheirHook() {
    Arm offloads = Arms.matched(SideEffect.OFFLOADS, TC);
    Arm attaching = Arms.matched(SideEffect.ATTACHING, TC);
    assertEquals("none+tc", offloads.id());
    assertEquals("none~tc", attaching.id());
    assertEquals(Optional.of(new Matching(SideEffect.OFFLOADS, TC)), offloads.matching());
    assertTrue(attaching.shares(SideEffect.ATTACHING));
    assertFalse(offloads.shares(SideEffect.ATTACHING));
    assertFalse(offloads.hasProgram());
    assertEquals(Role.MATCHED, attaching.role());
  }

  /** What the host writes into a fork's parameters, the fork reads: the same arms. */
  @Test
  void readsTheParametersThatItWrites() {
    List<Arm> all = new ArrayList<>(Arms.of(List.of(TC, FOUR_TCX), List.of("pass", "count")));
    all.add(Arms.matched(SideEffect.OFFLOADS, XDPDRV));
    all.add(Arms.matched(SideEffect.ATTACHING, FOUR_TCX));
    assertEquals("tc,tcx*4,none+xdpdrv,none~tcx*4", Arms.hookParameter(all));
    assertEquals("pass,count", Arms.programParameter(all));
    for (List<Arm> arms :
        List.of(all, Arms.nulls(0), Arms.nulls(3), Arms.of(List.of(TC), List.of("pass")))) {
      assertEquals(arms, Arms.parse(Arms.hookParameter(arms), Arms.programParameter(arms)));
    }
  }

  /** A run file has the members id, role, hook and program. */
  @Test
  void readsTheMembersOfARunFile() {
    List<Arm> arms =
        new ArrayList<>(Arms.parse("tcx*4,none,none+tc,none~tc", "pass,/a/b.bpf.o:f@x=1"));
    for (Arm arm : arms) {
      assertEquals(
          arm, Arms.of(arm.id(), arm.role(), arm.hook().toString(), arm.program().orElse("")));
    }
  }

  @Test
  void withoutHooksOnlyTheTwoWithout() {
    assertEquals(List.of("none", "null"), ids(Arms.parse("", "pass")));
    assertEquals("", Arms.hookParameter(Arms.nulls(0)));
    assertEquals("pass", Arms.programParameter(Arms.nulls(0)));
  }
}
