package org.hookbench.framework.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.OptionalInt;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.kernel.netlink.Filter;
import org.hookbench.kernel.netlink.IngressQdisc;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TestLane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the hooks that stay until they are taken off, tc and XDP over netlink, do beside others'
 * programs and on devices that they don't suit.
 */
@KernelTest
class NetlinkHooksIT {
  private static final int PACKETS = 200;

  @Test
  void noneAttachesNothing() throws IOException {
    try (TestLane lane = new TestLane()) {
      Attachment attachment = attach(Hooks.none(), lane, null);
      assertEquals(OptionalInt.empty(), attachment.query());
      assertTrue(isBare(lane.receiver()));
      lane.send(1);
      attachment.close();
      attachment.close();
    }
  }

  /** Somebody took our program off and put another there: ours is gone, theirs stays. */
  @ParameterizedTest
  @ValueSource(strings = {"tc", "xdpgeneric", "xdpdrv"})
  void closeLeavesAProgramThatCameInOurPlace(String name) throws IOException {
    Hook hook = hook(name);
    try (TestLane lane = new TestLane();
        BpfObject foreignObject = pass();
        BpfObject ourObject = pass()) {
      BpfProgram foreign = load(foreignObject, hook);
      Attachment ours = attach(hook, lane, load(ourObject, hook));
      takeOffByHand(hook, lane);
      Attachment foreigners = attach(hook, lane, foreign);

      ours.close();

      assertEquals(OptionalInt.of(foreign.id()), foreigners.query());
    }
  }

  @Test
  void xdpInTheOtherModeIsRefusedAndExplained() {
    try (TestLane lane = new TestLane();
        BpfObject generic = pass();
        BpfObject driver = pass()) {
      Attachment there = attach(hook("xdpgeneric"), lane, load(generic, hook("xdpgeneric")));
      BpfProgram ours = load(driver, hook("xdpdrv"));
      KernelException e =
          assertThrows(KernelException.class, () -> attach(hook("xdpdrv"), lane, ours));
      assertEquals(Errno.EEXIST, e.errno(), e.getMessage());
      assertTrue(
          e.words().isEmpty() || e.words().contains("can't be active at the same time"),
          e.getMessage());
      assertTrue(e.hint().startsWith("generic XDP program id "), e.getMessage());
      assertTrue(there.query().isPresent());
    }
  }

  @Test
  void nativeXdpOnLoopbackIsExplained() {
    try (NetNs namespace = NetNs.anonymous("loopback");
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook("xdpdrv"));
      Target lo = new Target(namespace, "lo", 1);
      KernelException e =
          assertThrows(
              KernelException.class,
              () -> namespace.call(() -> hook("xdpdrv").attach(lo, program)));
      assertEquals(Errno.EOPNOTSUPP, e.errno(), e.getMessage());
      assertTrue(
          e.hint().contains("use hook=xdpgeneric") && e.hint().contains("link=veth"),
          e.getMessage());
    }
  }

  @Test
  void nativeXdpWithJumboFramesIsExplained() {
    try (TestLane lane = new TestLane(OptionalInt.of(9000));
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook("xdpdrv"));
      KernelException e =
          assertThrows(KernelException.class, () -> attach(hook("xdpdrv"), lane, program));
      assertEquals(Errno.ERANGE, e.errno(), e.getMessage());
      assertTrue(e.hint().contains("3506") && e.hint().contains("mtu=1500"), e.getMessage());
      assertTrue(isBare(lane.receiver()));
    }
  }

  /** clsact stays where somebody else had made it. */
  @Test
  void tcLeavesAClsactThatItDidNotMake() {
    try (TestLane lane = new TestLane();
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook("tc"));
      var filter = new TcFilter(lane.receiver().ifindex(), Filter.At.INGRESS, 1, 1);
      assertTrue(lane.receiver().namespace().call(filter::createClsact));
      attach(hook("tc"), lane, program).close();
      assertTrue(hasClsact(lane.receiver()));
    }
  }

  /** The clsact is ours, the filter that somebody put beside ours is not. */
  @Test
  void tcLeavesTheClsactThatItMadeWhereItIsInUse() throws IOException {
    try (TestLane lane = new TestLane();
        BpfObject foreignObject = pass();
        BpfObject ourObject = pass();
        ProgramStats on = ProgramStats.enable()) {
      BpfProgram foreign = load(foreignObject, hook("tc"));
      Attachment ours = attach(hook("tc"), lane, load(ourObject, hook("tc")));
      var filter = new TcFilter(lane.receiver().ifindex(), Filter.At.INGRESS, 1, 1);
      lane.receiver().namespace().run(() -> filter.attach(foreign));
      ours.close();
      lane.send(PACKETS);
      assertEquals(PACKETS, foreign.info().runCount());
    }
  }

  @Test
  void tcLeavesTheClsactThatItMadeWhereTheEgressSideIsInUse() {
    try (TestLane lane = new TestLane();
        BpfObject foreignObject = pass();
        BpfObject ourObject = pass()) {
      BpfProgram foreign = load(foreignObject, hook("tc"));
      Attachment ours = attach(hook("tc"), lane, load(ourObject, hook("tc")));
      var filter = new TcFilter(lane.receiver().ifindex(), Filter.At.EGRESS, 1, 1);
      lane.receiver().namespace().run(() -> filter.attach(foreign));
      ours.close();
      assertEquals(
          OptionalInt.of(foreign.id()), lane.receiver().namespace().call(filter::programId));
    }
  }

  private static void takeOffByHand(Hook hook, TestLane lane) {
    int ifindex = lane.receiver().ifindex();
    lane.receiver()
        .namespace()
        .run(
            () -> {
              if (hook.programKind().orElseThrow() == ProgramKind.TC) {
                new TcFilter(ifindex, Filter.At.INGRESS, Clsact.HANDLE, Clsact.PRIORITY).detach();
              } else {
                boolean driver = hook.name().equals("xdpdrv");
                XdpSlot slot =
                    new XdpSlot(ifindex, driver ? XdpSlot.Mode.DRIVER : XdpSlot.Mode.GENERIC);
                slot.detach(slot.programId().orElseThrow());
              }
            });
  }

  private static Hook hook(String name) {
    return Hooks.named(name).orElseThrow();
  }

  private static BpfObject pass() {
    return ProgramSpec.parse("pass").open();
  }

  private static BpfProgram load(BpfObject object, Hook hook) {
    return object.load(hook.programKind().orElseThrow().function());
  }

  private static Target target(Lane.End end) {
    return new Target(end.namespace(), end.device(), end.ifindex());
  }

  private static Attachment attach(Hook hook, TestLane lane, BpfProgram program) {
    return lane.receiver().namespace().call(() -> hook.attach(target(lane.receiver()), program));
  }

  /** Whether the device has neither an XDP program nor a clsact qdisc. */
  private static boolean isBare(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      Link link = rtnl.get(end.ifindex());
      return link.xdp().isEmpty() && !hasClsact(end);
    }
  }

  private static boolean hasClsact(Lane.End end) {
    return end.namespace()
        .call(
            () -> {
              try (TrafficControl tc = TrafficControl.open()) {
                return tc.qdisc(end.ifindex()).filter(IngressQdisc::isClsact).isPresent();
              }
            });
  }
}
