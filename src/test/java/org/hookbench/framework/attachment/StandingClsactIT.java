package org.hookbench.framework.attachment;

import static org.hookbench.framework.attachment.Places.found;
import static org.hookbench.framework.attachment.Places.hasClsact;
import static org.hookbench.framework.attachment.Places.load;
import static org.hookbench.framework.attachment.Places.place;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.hookbench.framework.hook.TcFilter;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.Filter;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TestLane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our filters beside others', and the clsact qdisc under them. */
@KernelTest
class StandingClsactIT {
  private static final ProgramSpec PASS = ProgramSpec.parse("pass");

  /** Elsewhere at the same hook: ours can come and go beside it. */
  @Test
  void filtersOfOthersStayAndAreListed() throws Exception {
    try (TestLane lane = new TestLane();
        BpfObject object = PASS.open()) {
      Place place = place(lane, "tc");
      BpfProgram foreign = load(object, place.hook());
      var filter = new TcFilter(lane.receiver().ifindex(), Filter.At.INGRESS, 7, 11);
      lane.receiver().namespace().run(filter::createClsact);
      lane.receiver().namespace().run(() -> filter.attach(foreign));
      TakenException e = assertThrows(TakenException.class, () -> KeptAttachments.detach(place));
      assertTrue(e.getMessage().contains("program id " + foreign.id() + " ("), e.getMessage());

      String attached = KeptAttachments.attach(place, PASS);
      assertFalse(attached.contains("clsact"), attached);
      assertEquals(
          List.of("7/11 false", "18498/18498 true"),
          found(lane).stream()
              .map(
                  f ->
                      f.filter().orElseThrow().handle()
                          + "/"
                          + f.filter().get().priority()
                          + " "
                          + f.isOurs())
              .toList());
      String detached = KeptAttachments.detach(place);
      assertFalse(detached.contains("clsact"), detached);
      assertEquals(
          OptionalInt.of(foreign.id()), lane.receiver().namespace().call(filter::programId));
    }
  }

  /** Whichever of the two goes last, even if it came second. */
  @ParameterizedTest
  @CsvSource({"tc, tc-egress", "tc-egress, tc"})
  void clsactThatWeMadeGoesWithTheLastOfOurs(String goesFirst, String goesLast) throws Exception {
    try (TestLane lane = new TestLane()) {
      assertTrue(KeptAttachments.attach(place(lane, "tc"), PASS).endsWith("; made clsact"));
      assertFalse(KeptAttachments.attach(place(lane, "tc-egress"), PASS).contains("clsact"));
      String first = KeptAttachments.detach(place(lane, goesFirst));
      assertTrue(first.endsWith("; left clsact, for other filters are at it"), first);
      String last = KeptAttachments.detach(place(lane, goesLast));
      assertTrue(last.endsWith("; removed clsact"), last);
      assertFalse(hasClsact(lane));
    }
  }

  @Test
  void clsactThatWeMadeStaysForAnothersFilter() throws Exception {
    try (TestLane lane = new TestLane();
        BpfObject object = PASS.open()) {
      Place place = place(lane, "tc");
      KeptAttachments.attach(place, PASS);
      BpfProgram foreign = load(object, place.hook());
      var filter = new TcFilter(lane.receiver().ifindex(), Filter.At.EGRESS, 1, 1);
      lane.receiver().namespace().run(() -> filter.attach(foreign));
      String detached = KeptAttachments.detach(place);
      assertTrue(detached.endsWith("; left clsact, for other filters are at it"), detached);
      assertEquals(
          OptionalInt.of(foreign.id()), lane.receiver().namespace().call(filter::programId));
    }
  }
}
