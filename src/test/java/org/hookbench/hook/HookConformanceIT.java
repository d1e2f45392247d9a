package org.hookbench.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.bpf.BpfObject;
import org.hookbench.bpf.BpfProgram;
import org.hookbench.bpf.ProgramSpec;
import org.hookbench.bpf.ProgramStats;
import org.hookbench.bpf.TcFilter;
import org.hookbench.ffi.Ffi;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.netlink.Link;
import org.hookbench.netlink.Rtnl;
import org.hookbench.netns.NetNs;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.hookbench.testing.TestLane;
import org.hookbench.topology.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every hook in the registry is held to, before it may be measured. */
@KernelTest
class HookConformanceIT {
  private static final int PACKETS = 200;

  /** Every hook that takes a program, by name: the registry itself, so that none is forgotten. */
  static Stream<String> hooks() {
    return Hooks.all().stream().filter(h -> h.programKind().isPresent()).map(Hook::name);
  }

  @Test
  void registryHoldsNoneFirstAndEachNameOnce() {
    List<String> names = Hooks.all().stream().map(Hook::name).toList();
    assertEquals("none", names.get(0));
    assertEquals(names.stream().distinct().toList(), names);
    assertTrue(names.containsAll(List.of("tc", "xdpgeneric", "xdpdrv")), names.toString());
    for (Hook h : Hooks.all()) {
      assertEquals(h, Hooks.named(h.name()).orElseThrow());
    }
  }

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

  @ParameterizedTest
  @MethodSource("hooks")
  void attachedProgramRunsOnceAPacketAndStopsWhenDetached(String name) throws IOException {
    Hook hook = hook(name);
    try (TestLane lane = new TestLane();
        BpfObject object = pass();
        ProgramStats on = ProgramStats.enable()) {
      BpfProgram program = load(object, hook);
      lane.send(1);
      assertEquals(0, program.info().runCount());

      Attachment attachment = attach(hook, lane, program);
      assertEquals(OptionalInt.of(program.id()), attachment.query());
      assertFalse(isBare(lane.receiver()));
      lane.send(PACKETS);
      assertEquals(PACKETS, program.info().runCount());

      attachment.close();
      assertEquals(OptionalInt.empty(), attachment.query());
      assertTrue(isBare(lane.receiver()));
      lane.send(PACKETS);
      assertEquals(PACKETS, program.info().runCount());
    }
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void closingTwiceLeavesALaterAttachmentAlone(String name) throws IOException {
    Hook hook = hook(name);
    try (TestLane lane = new TestLane();
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook);
      Attachment first = attach(hook, lane, program);
      first.close();
      first.close();
      Attachment second = attach(hook, lane, program);
      first.close();
      assertEquals(OptionalInt.of(program.id()), second.query());
      second.close();
      assertEquals(OptionalInt.empty(), second.query());
    }
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void foreignProgramIsNeverReplacedAndTheRefusalIsExplained(String name) throws IOException {
    Hook hook = hook(name);
    try (TestLane lane = new TestLane();
        BpfObject foreignObject = pass();
        BpfObject ourObject = pass();
        ProgramStats on = ProgramStats.enable()) {
      BpfProgram foreign = load(foreignObject, hook);
      BpfProgram ours = load(ourObject, hook);
      Attachment foreigners = attach(hook, lane, foreign);

      KernelException e = assertThrows(KernelException.class, () -> attach(hook, lane, ours));

      assertTrue(List.of(Errno.EBUSY, Errno.EEXIST).contains(e.errno()), e.getMessage());
      assertTrue(
          e.getMessage().startsWith("attach " + name + " to " + lane.receiver().device() + ": E"),
          e.getMessage());
      assertTrue(e.hint().contains("is there; see '"), e.getMessage());
      assertEquals(OptionalInt.of(foreign.id()), foreigners.query());
      lane.send(PACKETS);
      assertEquals(PACKETS, foreign.info().runCount());
      assertEquals(0, ours.info().runCount());
    }
  }

  /** Somebody took our program off and put another there: ours is gone, theirs stays. */
  @ParameterizedTest
  @MethodSource("hooks")
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

  /** The other namespace has a device with the same index: it must not be meant. */
  @ParameterizedTest
  @MethodSource("hooks")
  void attachInTheWrongNamespaceIsRefused(String name) {
    Hook hook = hook(name);
    try (TestLane lane = new TestLane();
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook);
      assertEquals(lane.receiver().ifindex(), lane.sender().ifindex());

      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  lane.sender()
                      .namespace()
                      .run(() -> hook.attach(target(lane.receiver()), program)));

      assertTrue(e.getMessage().contains("not in namespace receiver"), e.getMessage());
      assertTrue(isBare(lane.receiver()));
      assertTrue(isBare(lane.sender()));
    }
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void deviceThatIsDeletedTakesItsProgramAlongAndCloseIsHarmless(String name) {
    Hook hook = hook(name);
    try (TestLane lane = new TestLane();
        BpfObject object = pass()) {
      Attachment attachment = attach(hook, lane, load(object, hook));
      lane.deleteDevices();
      assertEquals(OptionalInt.empty(), attachment.query());
      attachment.close();
      attachment.close();
    }
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void attachToAMissingDeviceIsExplained(String name) {
    Hook hook = hook(name);
    try (NetNs empty = NetNs.anonymous("empty");
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook);
      Target missing = new Target(empty, "hb9", 4711);
      KernelException e =
          assertThrows(
              KernelException.class, () -> empty.call(() -> hook.attach(missing, program)));
      assertEquals(Errno.ENODEV, e.errno(), e.getMessage());
      assertTrue(e.getMessage().endsWith("the device is gone"), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("hooks")
  void manyRoundsLeaveNoDescriptorAndNoProgram(String name) {
    Hook hook = hook(name);
    String function = "hb_rounds_" + ProcessHandle.current().pid() % 100_000;
    String section = hook.programKind().orElseThrow().sections().get(0);
    byte[] elf =
        BpfCompiler.compile(
            "SEC(\"%s\") int %s(void *context) { return 0; }".formatted(section, function));
    try (TestLane lane = new TestLane()) {
      round(hook, lane, elf, function); // what is opened once, such as a library
      int descriptors = descriptors();
      for (int i = 0; i < 300; i++) {
        round(hook, lane, elf, function);
      }
      assertEquals(descriptors, descriptors());
      LoadedPrograms.awaitNone(function);
      assertTrue(isBare(lane.receiver()));
    }
  }

  private static void round(Hook hook, TestLane lane, byte[] elf, String function) {
    try (BpfObject object = BpfObject.open("rounds", elf);
        Attachment attachment = attach(hook, lane, object.load(function))) {
      assertTrue(attachment.query().isPresent());
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
      assertTrue(e.hint().contains("in the other mode"), e.getMessage());
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
      var filter = new TcFilter(lane.receiver().ifindex(), TcFilter.Direction.INGRESS, 1, 1);
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
      var filter = new TcFilter(lane.receiver().ifindex(), TcFilter.Direction.INGRESS, 1, 1);
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
      var filter = new TcFilter(lane.receiver().ifindex(), TcFilter.Direction.EGRESS, 1, 1);
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
                new TcFilter(
                        ifindex, TcFilter.Direction.INGRESS, TcIngress.HANDLE, TcIngress.PRIORITY)
                    .detach();
              } else {
                int mode = hook.name().equals("xdpdrv") ? 4 : 2; // XDP_FLAGS_DRV_MODE, _SKB_MODE
                assertEquals(0, Ffi.libbpf().bpf_xdp_detach(ifindex, mode, null));
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
      return link.xdp().isEmpty() && !rtnl.hasClsact(end.ifindex());
    }
  }

  private static boolean hasClsact(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.hasClsact(end.ifindex());
    }
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }
}
