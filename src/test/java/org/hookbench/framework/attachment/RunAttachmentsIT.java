package org.hookbench.framework.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.sys.ProcessMark;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.Test;

@KernelTest
class RunAttachmentsIT {
  private static final Hook TC = Hooks.required("tc");

  @Test
  void whatAKilledRunLeftIsTakenOffWithItsQdisc() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        LoadedProgram program = ProgramChoice.load(ProgramSpec.parse("pass"), TC)) {
      Target target = new Target(pair.right(), VethPair.RIGHT_NAME, pair.rightIndex());
      pair.right().run(() -> RunAttachments.attach(TC, target, program.program()));
      assertEquals(List.of(), RunAttachments.sweep(pair.right()), "this process lives");

      String living = ProcessMark.ofThis();
      String ended = living.replaceFirst(" \\d+ ", " 1 ");
      Place place = Place.of(TC, target, "right");
      new OwnerMark(place.key(), "run " + ended, true).keepOn(program.program());
      List<String> lines = RunAttachments.sweep(pair.right());
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).startsWith("took off tc of " + VethPair.RIGHT_NAME), lines.get(0));
      pair.right()
          .run(
              () -> {
                try (TrafficControl tc = TrafficControl.open()) {
                  assertTrue(tc.qdisc(pair.rightIndex()).isEmpty());
                }
              });
      assertEquals(List.of(), RunAttachments.sweep(pair.right()));
    }
  }

  /** So is what took its place, for it has the same note. */
  @Test
  void whatIsExchangedIsKnownAsTheRunsToo() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        LoadedProgram one = ProgramChoice.load(ProgramSpec.parse("pass"), TC);
        LoadedProgram other = ProgramChoice.load(ProgramSpec.parse("count"), TC)) {
      Target target = new Target(pair.right(), VethPair.RIGHT_NAME, pair.rightIndex());
      BpfProgram before = one.program();
      BpfProgram next = other.program();
      Attachment there = pair.right().call(() -> RunAttachments.attach(TC, target, before));
      assertTrue(pair.right().call(() -> RunAttachments.exchange(TC, target, there, before, next)));
      assertEquals(next.id(), there.query().getAsInt());
      OwnerMark mark = OwnerMark.of(KernelProgram.byId(next.id()).orElseThrow()).orElseThrow();
      assertTrue(mark.madeQdisc());
      new OwnerMark(mark.place(), mark.program().replaceFirst(" \\d+ ", " 1 "), true).keepOn(next);
      assertEquals(1, RunAttachments.sweep(pair.right()).size());
      assertTrue(there.query().isEmpty());
    }
  }

  /** A qdisc that was there stays, and so does what {@code attach} or anybody else attached. */
  @Test
  void whatIsNoRunsStays() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT);
        LoadedProgram program = ProgramChoice.load(ProgramSpec.parse("pass"), TC)) {
      Target target = new Target(pair.right(), VethPair.RIGHT_NAME, pair.rightIndex());
      try (Attachment foreign = pair.right().call(() -> TC.attach(target, program.program()))) {
        assertEquals(List.of(), RunAttachments.sweep(pair.right()));
        Place place = Place.of(TC, target, "right");
        new OwnerMark(place.key(), "pass", true).keepOn(program.program());
        assertEquals(List.of(), RunAttachments.sweep(pair.right()));
        assertTrue(foreign.query().isPresent());
      }
    }
  }
}
