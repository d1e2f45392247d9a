package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is attached around whose slice. */
class MachineArmsTest {
  private final List<String> calls = new ArrayList<>();
  private final MachineArms.Member baseline = member("none", false, false);
  private final MachineArms.Member treated = member("none~raw_tp", false, true);
  private final MachineArms.Member tc = member("tc", false, false);
  private final MachineArms.Member first = member("raw_tp", true, false);
  private final MachineArms.Member second = member("tp_btf", true, false);

  @Test
  void machineWideArmIsAttachedAroundItsOwnSlice() {
    cycle(new MachineArms(List.of(baseline, treated, first)), first);
    assertEquals(List.of("raw_tp on", "slice", "raw_tp off"), calls);
  }

  @Test
  void othersAreLeftAlone() {
    cycle(new MachineArms(List.of(baseline, treated, tc, first)), baseline, tc);
    assertEquals(List.of("slice", "slice"), calls);
  }

  @Test
  void treatedBaselineHasEachOfThemOnAndOffBeforeItsSliceInTurn() {
    cycle(new MachineArms(List.of(baseline, treated, first, second)), treated, treated, treated);
    assertEquals(
        List.of(
            "raw_tp on",
            "raw_tp off",
            "slice",
            "tp_btf on",
            "tp_btf off",
            "slice",
            "raw_tp on",
            "raw_tp off",
            "slice"),
        calls);
  }

  @Test
  void withoutSuchAnArmAllAreLeftAlone() {
    cycle(new MachineArms(List.of(baseline, treated, tc)), baseline, treated, tc);
    assertEquals(List.of("slice", "slice", "slice"), calls);
  }

  private void cycle(MachineArms arms, MachineArms.Member... order) {
    for (MachineArms.Member arm : order) {
      arms.enter(arm);
      calls.add("slice");
      arms.leave(arm);
    }
  }

  private MachineArms.Member member(String name, boolean machineWide, boolean isTreated) {
    return new MachineArms.Member() {
      @Override
      public boolean isMachineWide() {
        return machineWide;
      }

      @Override
      public boolean isTreated() {
        return isTreated;
      }

      @Override
      public void attachForNow() {
        calls.add(name + " on");
      }

      @Override
      public void detach() {
        calls.add(name + " off");
      }
    };
  }
}
