package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.kernel.netlink.IpPrefix;
import org.hookbench.kernel.netlink.Route;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every hook in the registry is held to, before it may be measured: on a lane like those of a
 * run, with the workload that exercises it. A hook that this kernel lacks must say so.
 */
@KernelTest
class HookConformanceIT {
  private static final int BATCHES = 5;

  /** Fewer in an emulator, where each takes a second. */
  private static final int ROUNDS = Integer.getInteger("conformance.rounds", 60);

  /** Hooks that every kernel since 5.7 has, whatever else it was built without. */
  private static final List<String> ESSENTIAL =
      List.of("tc", "tc-egress", "xdpgeneric", "xdpdrv", "cgroup-ingress", "sock_ops", "connect4");

  /** Those at which the kernel exchanges a program in place. */
  private static final Set<String> EXCHANGED =
      Set.of("tc", "tc-egress", "tcx", "xdpgeneric", "xdpdrv", "xdpdrv-link", "cgroup-ingress");

  /** A regular expression of names, to try some hooks only where every test takes long. */
  private static final String SOME = System.getProperty("conformance.hooks", ".*");

  /** Every hook that takes a program, by name: the registry itself, so that none is forgotten. */
  static Stream<String> hooks() {
    return all().filter(name -> name.matches(SOME));
  }

  private static Stream<String> all() {
    return Hooks.all().stream().filter(h -> h.programKind().isPresent()).map(Hook::name);
  }

  /** Those that this kernel has. */
  static Stream<String> hooksHere() {
    return here(hooks());
  }

  private static Stream<String> here(Stream<String> hooks) {
    return hooks.filter(name -> HookProbe.refusal(hook(name)).isEmpty());
  }

  /** Those that are on a device or on a route through it, of all: there must be some. */
  static Stream<String> hooksOfADevice() {
    return here(all())
        .filter(name -> Set.of(Scope.DEVICE, Scope.ROUTE).contains(hook(name).scope()));
  }

  @Test
  void registryHoldsNoneFirstAndEachNameOnce() {
    List<String> names = Hooks.all().stream().map(Hook::name).toList();
    assertEquals("none", names.get(0));
    assertEquals(names.stream().distinct().toList(), names);
    for (Hook h : Hooks.all()) {
      assertEquals(h, Hooks.named(h.name()).orElseThrow());
    }
  }

  /** What a Linux has had for years may not be missing because we broke it. */
  @ParameterizedTest
  @MethodSource("hooks")
  void isHereOrSaysWhyNot(String name) {
    HookProbe.refusal(hook(name))
        .ifPresent(
            e -> {
              assertFalse(ESSENTIAL.contains(name), e.getMessage());
              assertTrue(
                  e.getMessage()
                      .matches("(attach " + name + " to|load BPF program|create netkit) .*"),
                  e.getMessage());
              assertTrue(e.hint().contains("needs Linux"), e.getMessage());
            });
  }

  @ParameterizedTest
  @MethodSource("hooksHere")
  void attachedProgramRunsWithTheTrafficAndStopsWhenDetached(String name) throws IOException {
    Hook hook = hook(name);
    try (Stage stage = new Stage(hook);
        BpfObject object = pass();
        ProgramStats on = ProgramStats.enable()) {
      BpfProgram program = load(object, hook);
      stage.move(1);
      assertEquals(0, program.info().runCount());

      Attachment attachment = stage.attach(program);
      assertEquals(OptionalInt.of(program.id()), attachment.query());
      stage.move(BATCHES);
      long runs = program.info().runCount();
      if (hook.scope() == Scope.MACHINE) {
        // others' packets run it too
        assertTrue(runs >= stage.operations(BATCHES), runs + " runs");
      } else if (hook.runsOn(Set.of(Event.PACKET, Event.DISSECTION))) {
        assertEquals(stage.operations(BATCHES), runs);
      } else {
        assertTrue(runs >= stage.leastRuns(BATCHES), runs + " runs");
      }

      attachment.close();
      assertEquals(OptionalInt.empty(), attachment.query());
      long after = program.info().runCount();
      stage.move(BATCHES);
      assertEquals(after, program.info().runCount());
    }
  }

  @ParameterizedTest
  @MethodSource("hooksHere")
  void closingTwiceLeavesALaterAttachmentAlone(String name) throws IOException {
    Hook hook = hook(name);
    try (Stage stage = new Stage(hook);
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook);
      Attachment first = stage.attach(program);
      first.close();
      first.close();
      Attachment second = stage.attach(program);
      first.close();
      assertEquals(OptionalInt.of(program.id()), second.query());
      second.close();
      assertEquals(OptionalInt.empty(), second.query());
    }
  }

  /** A second program is refused in words, or comes after the one that is there. */
  @ParameterizedTest
  @MethodSource("hooksHere")
  void foreignProgramIsNeverReplaced(String name) throws IOException {
    Hook hook = hook(name);
    try (Stage stage = new Stage(hook);
        BpfObject foreignObject = pass();
        BpfObject ourObject = pass();
        ProgramStats on = ProgramStats.enable()) {
      BpfProgram foreign = load(foreignObject, hook);
      BpfProgram ours = load(ourObject, hook);
      Attachment foreigners = stage.attach(foreign);
      try (Attachment second = stage.attach(ours)) {
        assertEquals(OptionalInt.of(ours.id()), second.query());
      } catch (KernelException e) {
        assertEquals(0, ours.info().runCount());
        assertTrue(
            List.of(Errno.EBUSY, Errno.EEXIST, Errno.E2BIG).contains(e.errno()), e.getMessage());
        assertTrue(e.getMessage().startsWith("attach " + name + " to "), e.getMessage());
        assertTrue(e.hint().contains("is there"), e.getMessage());
      }
      assertEquals(OptionalInt.of(foreign.id()), foreigners.query());
      stage.move(BATCHES);
      assertTrue(foreign.info().runCount() >= stage.leastRuns(BATCHES));
    }
  }

  /** On a device of others, where an exchange matters, a link is used where there is one. */
  @ParameterizedTest
  @MethodSource("hooksHere")
  void otherProgramTakesThePlaceOrNothingChanges(String name) throws IOException {
    Hook hook = hook(name);
    try (Stage stage = new Stage(hook);
        BpfObject one = pass();
        BpfObject other = pass();
        ProgramStats on = ProgramStats.enable()) {
      BpfProgram before = load(one, hook);
      BpfProgram next = load(other, hook);
      Attachment attachment = stage.attachForProcess(before);
      assertFalse(
          Hooks.exchange(hook, attachment, next, before), "it is not the one that is there");
      assertEquals(OptionalInt.of(before.id()), attachment.query());

      boolean exchanged = Hooks.exchange(hook, attachment, before, next);
      assertTrue(exchanged || !EXCHANGED.contains(name), "exchanged");
      BpfProgram there = exchanged ? next : before;
      BpfProgram away = exchanged ? before : next;
      assertEquals(OptionalInt.of(there.id()), attachment.query());
      long ofAway = away.info().runCount();
      stage.move(BATCHES);
      assertTrue(there.info().runCount() >= stage.leastRuns(BATCHES));
      assertEquals(ofAway, away.info().runCount());

      attachment.close();
      assertEquals(OptionalInt.empty(), attachment.query());
      long ofThere = there.info().runCount();
      stage.move(BATCHES);
      assertEquals(ofThere, there.info().runCount());
    }
  }

  /** Another namespace may have a device with the same index: it must not be meant. */
  @ParameterizedTest
  @MethodSource("hooksHere")
  void attachInTheWrongNamespaceIsRefused(String name) throws IOException {
    Hook hook = hook(name);
    try (Stage stage = new Stage(hook);
        NetNs other = NetNs.anonymous("other");
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook);
      Target target = stage.target();
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class, () -> other.run(() -> hook.attach(target, program)));
      assertTrue(e.getMessage().contains("not in namespace"), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("hooksOfADevice")
  void deviceThatIsDeletedTakesItsProgramAlongAndCloseIsHarmless(String name) throws IOException {
    Hook hook = hook(name);
    try (Stage stage = new Stage(hook);
        BpfObject object = pass()) {
      Attachment attachment = stage.attach(load(object, hook));
      stage.deleteDevices();
      assertEquals(OptionalInt.empty(), attachment.query());
      attachment.close();
      attachment.close();
    }
  }

  @ParameterizedTest
  @MethodSource("hooksOfADevice")
  void attachToAMissingDeviceIsExplained(String name) {
    Hook hook = hook(name);
    try (NetNs empty = NetNs.anonymous("empty");
        BpfObject object = pass()) {
      BpfProgram program = load(object, hook);
      Target missing =
          new Target(empty, "hb9", 4711).withRoute(Route.of(IpPrefix.parse("198.18.0.2/32"), 4711));
      KernelException e =
          assertThrows(
              KernelException.class, () -> empty.call(() -> hook.attach(missing, program)));
      assertTrue(e.hint().startsWith("the device is gone"), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("hooksHere")
  void manyRoundsLeaveNoDescriptorAndNoProgram(String name) throws IOException {
    Set<Integer> loaded = new HashSet<>();
    try (Stage stage = new Stage(hook(name))) {
      loaded.add(round(stage)); // what is opened once, such as a library
      int before = Descriptors.open();
      for (int i = 0; i < ROUNDS; i++) {
        loaded.add(round(stage));
      }
      Descriptors.awaitAtMost(before, name);
      LoadedPrograms.awaitGone(loaded);
    }
  }

  /** The number of the program that was loaded and attached. */
  private static int round(Stage stage) {
    try (BpfObject object = pass()) {
      BpfProgram program = load(object, stage.hook());
      try (Attachment attachment = stage.attach(program)) {
        assertEquals(OptionalInt.of(program.id()), attachment.query());
      }
      return program.id();
    }
  }

  private static Hook hook(String name) {
    return Hooks.named(name).orElseThrow();
  }

  private static BpfObject pass() {
    return ProgramSpec.parse("pass").open();
  }

  private static BpfProgram load(BpfObject object, Hook hook) {
    ProgramKind kind = hook.programKind().orElseThrow();
    return object.load(kind.function(), kind.type());
  }
}
