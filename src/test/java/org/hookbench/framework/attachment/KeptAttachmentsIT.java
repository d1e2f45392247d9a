package org.hookbench.framework.attachment;

import static org.hookbench.framework.attachment.Places.attach;
import static org.hookbench.framework.attachment.Places.found;
import static org.hookbench.framework.attachment.Places.hook;
import static org.hookbench.framework.attachment.Places.id;
import static org.hookbench.framework.attachment.Places.load;
import static org.hookbench.framework.attachment.Places.place;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.testbed.HookProbe;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.OwnMounts;
import org.hookbench.testing.TestLane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that stay: what is attached, found again, refused and taken off. */
@KernelTest
class KeptAttachmentsIT {
  private static final ProgramSpec PASS = ProgramSpec.parse("pass");
  private static final ProgramSpec SPIN = ProgramSpec.parse("spin@ns=50");
  private static final Path FOLDER = Path.of("/sys/fs/bpf/hookbench");

  /** Those of the registry that this kernel has. */
  static Stream<String> hooksHere() {
    return Hooks.all().stream()
        .filter(h -> h.programKind().isPresent())
        .filter(h -> !Set.of(Scope.SOCKET, Scope.MACHINE).contains(h.scope()))
        .filter(h -> HookProbe.refusal(h).isEmpty())
        .map(Hook::name);
  }

  static Stream<String> hooksOfADevice() {
    return hooksHere().filter(name -> hook(name).scope() == Scope.DEVICE);
  }

  @ParameterizedTest
  @MethodSource("hooksHere")
  void attachedOnceFoundAgainAndTakenOffOnce(String name) throws Exception {
    try (TestLane lane = new TestLane();
        Cgroup cgroup = Cgroup.create()) {
      Place place = place(lane, cgroup, name);
      inBpffs(
          () -> {
            String attached;
            try {
              attached = KeptAttachments.attach(place, PASS);
            } catch (UsageException e) {
              assertTrue(e.getMessage().contains(name + " can't stay attached"), e.getMessage());
              return null;
            }
            String whole = " " + name + " (pass) to " + place.words() + ": program id ";
            assertTrue(attached.startsWith("attached" + whole), attached);
            int id = id(attached);
            assertEquals("already attached:" + whole + id, KeptAttachments.attach(place, PASS));
            assertEquals(
                "detached " + name + " (pass) from " + place.words() + ": program id " + id,
                KeptAttachments.detach(place).split(";")[0]);
            String nothing = KeptAttachments.detach(place);
            assertTrue(nothing.startsWith("nothing to detach: "), nothing);
            assertFalse(Files.exists(FOLDER));
            return null;
          });
    }
  }

  @ParameterizedTest
  @MethodSource("hooksOfADevice")
  void isListedAsOursAndOnlyWhileItIsThere(String name) throws Exception {
    try (TestLane lane = new TestLane()) {
      Place place = place(lane, name);
      inBpffs(
          () -> {
            int id = id(KeptAttachments.attach(place, PASS));
            List<Found> found = found(lane);
            assertEquals(1, found.size(), found.toString());
            assertTrue(found.get(0).isOurs() && found.get(0).isAt(place), found.toString());
            assertEquals(id, found.get(0).program().orElseThrow().id());
            assertEquals("pass", found.get(0).mark().orElseThrow().program());
            KeptAttachments.detach(place);
            assertEquals(List.of(), found(lane));
            return null;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tc", "tc-egress", "xdpgeneric", "xdpdrv"})
  void ourOtherProgramIsNamedAndLeft(String name) throws Exception {
    try (TestLane lane = new TestLane()) {
      Place place = place(lane, name);
      int id = id(KeptAttachments.attach(place, PASS));
      TakenException e =
          assertThrows(TakenException.class, () -> KeptAttachments.attach(place, SPIN));
      assertTrue(
          e.getMessage()
              .endsWith("hookbench's pass is there, program id " + id + "; detach it first"),
          e.getMessage());
      assertEquals("already attached", KeptAttachments.attach(place, PASS).split(":")[0]);
    }
  }

  /** At the very handle or slot that ours would have: only the note tells them apart. */
  @ParameterizedTest
  @ValueSource(strings = {"tc", "tc-egress", "xdpgeneric", "xdpdrv"})
  void anothersProgramIsNeitherReplacedNorTakenOff(String name) throws Exception {
    try (TestLane lane = new TestLane();
        BpfObject object = PASS.open()) {
      Place place = place(lane, name);
      BpfProgram foreign = load(object, place.hook());
      Attachment there = attach(place, foreign);
      String words =
          "program id "
              + foreign.id()
              + " ("
              + foreign.name()
              + ") is there, which hookbench did not attach";
      for (ProgramSpec spec : List.of(PASS, SPIN)) {
        TakenException e =
            assertThrows(TakenException.class, () -> KeptAttachments.attach(place, spec));
        assertTrue(e.getMessage().endsWith(words), e.getMessage());
      }
      TakenException e = assertThrows(TakenException.class, () -> KeptAttachments.detach(place));
      assertTrue(e.getMessage().endsWith(words), e.getMessage());
      assertEquals(OptionalInt.of(foreign.id()), there.query());
      assertFalse(found(lane).get(0).isOurs());
    }
  }

  @ParameterizedTest
  @MethodSource("hooksOfADevice")
  void deviceThatVanishesIsExplained(String name) throws Exception {
    try (TestLane lane = new TestLane()) {
      Place place = place(lane, name);
      lane.deleteDevices();
      inBpffs(
          () -> {
            for (Callable<String> call :
                List.<Callable<String>>of(
                    () -> KeptAttachments.attach(place, PASS),
                    () -> KeptAttachments.detach(place))) {
              KernelException e = assertThrows(KernelException.class, call::call);
              assertTrue(
                  e.errno() == Errno.ENODEV || e.hint().startsWith("the device is gone"),
                  e.getMessage());
              assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
            return null;
          });
    }
  }

  /** Nobody can name that device any more: whoever attaches next clears it away. */
  @Test
  void pinOfAnotherDeviceThatHasGoneIsForgottenToo() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        hooksHere().toList().contains("tcx"), "this kernel has no tcx");
    try (TestLane lane = new TestLane();
        TestLane other = new TestLane()) {
      Place place = place(lane, "tcx");
      Place gone = place(other, "tcx");
      inBpffs(
          () -> {
            KeptAttachments.attach(gone, PASS);
            other.deleteDevices();
            KeptAttachments.attach(place, PASS);
            assertTrue(Files.exists(Pins.path(place)));
            assertFalse(Files.exists(Pins.path(gone)));
            KeptAttachments.detach(place);
            return null;
          });
    }
  }

  /** Its number may be another device's by now. */
  @Test
  void pinWhoseDeviceHasGoneIsForgotten() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        hooksHere().toList().contains("tcx"), "this kernel has no tcx");
    try (TestLane lane = new TestLane()) {
      Place place = place(lane, "tcx");
      inBpffs(
          () -> {
            KeptAttachments.attach(place, PASS);
            assertTrue(Files.exists(Pins.path(place)));
            lane.deleteDevices();
            assertThrows(KernelException.class, () -> KeptAttachments.detach(place));
            assertFalse(Files.exists(FOLDER));
            return null;
          });
    }
  }

  @Test
  void linkCantStayWithoutBpffsAndTheCommandIsNamed() throws Exception {
    try (TestLane lane = new TestLane();
        Cgroup cgroup = Cgroup.create()) {
      Place place = place(lane, cgroup, "connect4");
      KernelException e =
          OwnMounts.withoutBpffs(
              () -> assertThrows(KernelException.class, () -> KeptAttachments.attach(place, PASS)));
      assertTrue(e.getMessage().contains("mount -t bpf bpf /sys/fs/bpf"), e.getMessage());
    }
  }

  /** Seen by the kernel, but not by its pin: a second one must not come beside it. */
  @Test
  void linkThatIsPinnedElsewhereIsNamed() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        hooksHere().toList().contains("tcx"), "this kernel has no tcx");
    try (TestLane lane = new TestLane()) {
      Place place = place(lane, "tcx");
      inBpffs(
          () -> {
            String id = "program id " + id(KeptAttachments.attach(place, PASS));
            return inBpffs(
                () -> {
                  for (Callable<String> call :
                      List.<Callable<String>>of(
                          () -> KeptAttachments.attach(place, PASS),
                          () -> KeptAttachments.detach(place))) {
                    TakenException e = assertThrows(TakenException.class, call::call);
                    assertTrue(e.getMessage().contains(id), e.getMessage());
                    assertTrue(e.getMessage().contains("is that bpffs mounted"), e.getMessage());
                  }
                  return null;
                });
          });
    }
  }

  @Test
  void ofTwoAtOnceOneAttachesAndTheOtherSaysSo() throws Exception {
    try (TestLane lane = new TestLane()) {
      Place place = place(lane, "xdpgeneric");
      CyclicBarrier start = new CyclicBarrier(2);
      List<FutureTask<String>> both =
          Stream.generate(
                  () ->
                      new FutureTask<>(
                          () -> {
                            start.await();
                            return KeptAttachments.attach(place, PASS);
                          }))
              .limit(2)
              .toList();
      both.forEach(task -> new Thread(task).start());
      List<String> lines = Stream.of(both.get(0).get(), both.get(1).get()).sorted().toList();
      assertTrue(lines.get(0).startsWith("already attached: "), lines.toString());
      assertTrue(lines.get(1).startsWith("attached "), lines.toString());
      assertEquals(id(lines.get(0)), id(lines.get(1)));
    }
  }

  private static <T> T inBpffs(Callable<T> task) throws Exception {
    return OwnMounts.withBpffs(task);
  }
}
