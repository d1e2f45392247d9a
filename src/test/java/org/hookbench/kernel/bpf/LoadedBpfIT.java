package org.hookbench.kernel.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.hookbench.tool.doctor.Diagnosis;
import org.hookbench.tool.doctor.Finding;
import org.hookbench.tool.doctor.Machine;
import org.hookbench.tool.doctor.Status;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@KernelTest
@Tag(BpfCompiler.NEEDED)
class LoadedBpfIT {
  private static final int BPF_RAW_TRACEPOINT_OPEN = 17;
  private static final int BPF_CGROUP_INET_EGRESS = 1;
  private static final int BPF_PROG_TYPE_CGROUP_SKB = 8;
  private static final int BPF_PROG_TYPE_RAW_TRACEPOINT = 17;
  private static final int BPF_LINK_TYPE_RAW_TRACEPOINT = 1;
  private static final int BPF_LINK_TYPE_CGROUP = 3;
  private static final long FSOPEN = 430;
  private static final long FSCONFIG = 431;
  private static final long FSMOUNT = 432;
  private static final long FSCONFIG_CMD_CREATE = 6;
  private static final String TRACEPOINT = "sched_process_exec";

  private static final byte[] OBJECT =
      BpfCompiler.compile(
          """
          SEC("cgroup_skb/egress") int hb_egress(struct __sk_buff *skb) { return 1; }
          SEC("raw_tp/sched_process_exec") int hb_raw(void *context) { return 0; }
          """);

  @Test
  void programIsListedWhileItIsLoaded() {
    int id;
    try (BpfObject object = BpfObject.open("loaded", OBJECT)) {
      id = object.load("hb_egress").id();
      assertEquals(
          List.of(new LoadedBpf.Program(id, BPF_PROG_TYPE_CGROUP_SKB, "hb_egress")),
          LoadedBpf.programs().stream().filter(p -> p.id() == id).toList());
    }
  }

  @Test
  void rawTracepointIsListedWithItsName() {
    try (BpfObject object = BpfObject.open("loaded", OBJECT)) {
      BpfProgram program = object.load("hb_raw");
      assertEquals(List.of(), links(program));
      try (Fd link = rawTracepoint(program)) {
        assertTrue(link.number() > 0);
        LoadedBpf.Link found = links(program).get(0);
        assertEquals(BPF_LINK_TYPE_RAW_TRACEPOINT, found.type());
        assertEquals(Optional.of(TRACEPOINT), found.tracepoint());
        assertTrue(
            LoadedBpf.programs().stream()
                .anyMatch(p -> p.id() == program.id() && p.type() == BPF_PROG_TYPE_RAW_TRACEPOINT));
      }
    }
  }

  @Test
  void doctorNamesWhatTracesTheKernel() {
    try (BpfObject object = BpfObject.open("loaded", OBJECT)) {
      BpfProgram program = object.load("hb_raw");
      String named = "raw_tracepoint " + TRACEPOINT + " hb_raw (id " + program.id() + ")";
      assertFalse(doctorOnOtherPrograms().fact().contains(named));
      try (Fd link = rawTracepoint(program)) {
        assertTrue(link.number() > 0);
        Finding found = doctorOnOtherPrograms();
        assertEquals(Status.WARNING, found.status());
        assertTrue(found.fact().contains(named), found.toString());
      }
    }
  }

  @Test
  void programOfACgroupAboveIsEffectiveBelow() throws Exception {
    try (Fd mount = cgroup2()) {
      Path root = Path.of("/proc/self/fd/" + mount.number());
      Path above = root.resolve("hookbench-test-" + ProcessHandle.current().pid());
      Path below = above.resolve("below");
      try {
        Files.createDirectory(above);
        Files.createDirectory(below);
        attachAboveAndLookBelow(above, below);
      } finally {
        Files.deleteIfExists(below);
        Files.deleteIfExists(above);
      }
    }
  }

  private static void attachAboveAndLookBelow(Path above, Path below) {
    List<LoadedBpf.OnCgroup> before = LoadedBpf.onCgroup(below);
    try (BpfObject object = BpfObject.open("loaded", OBJECT)) {
      BpfProgram program = object.load("hb_egress");
      LoadedBpf.OnCgroup ours = new LoadedBpf.OnCgroup("egress", program.id());
      assertFalse(before.contains(ours));
      try (Fd folder = Fd.open(above.toString(), 0);
          Fd link = egress(program, folder)) {
        assertTrue(link.number() > 0);
        assertTrue(LoadedBpf.onCgroup(below).contains(ours));
        LoadedBpf.Link found = links(program).get(0);
        assertEquals(BPF_LINK_TYPE_CGROUP, found.type());
        assertEquals(Optional.empty(), found.tracepoint());
      }
      assertEquals(before, LoadedBpf.onCgroup(below));
    }
  }

  @Test
  void cgroupThatIsGoneIsAnError(@TempDir Path folder) {
    KernelException e =
        assertThrows(
            KernelException.class, () -> LoadedBpf.onCgroup(folder.resolve("no-such-cgroup")));
    assertEquals(Errno.ENOENT, e.errno());
  }

  private static List<LoadedBpf.Link> links(BpfProgram program) {
    return LoadedBpf.links().stream().filter(l -> l.programId() == program.id()).toList();
  }

  private static Finding doctorOnOtherPrograms() {
    return Diagnosis.of(Machine.here(java.util.Optional.empty())).answers().stream()
        .filter(a -> a.id().equals("other-programs"))
        .findFirst()
        .orElseThrow()
        .finding();
  }

  private static Fd egress(BpfProgram program, Fd cgroup) {
    return new Fd(
        Sys.checkBpf(
            Ffi.libbpf()
                .bpf_link_create(program.fd(), cgroup.number(), BPF_CGROUP_INET_EGRESS, null),
            "attach to a cgroup"));
  }

  /** The machine's cgroup2 tree, mounted nowhere: it goes with the descriptor. */
  private static Fd cgroup2() {
    long fs = Sys.check(Ffi.libc().syscall(FSOPEN, "cgroup2", 1L, 0L), "open cgroup2");
    try (Fd context = new Fd((int) fs)) {
      long number = context.number();
      Sys.check(
          Ffi.libc().syscall(FSCONFIG, number, FSCONFIG_CMD_CREATE, 0L, 0L, 0L, 0L), "make it");
      return new Fd(
          (int) Sys.check(Ffi.libc().syscall(FSMOUNT, number, 1L, 0L, 0L, 0L, 0L), "mount it"));
    }
  }

  private static Fd rawTracepoint(BpfProgram program) {
    byte[] text = (TRACEPOINT + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer name = Ffi.zeroed(text.length).put(0, text);
    ByteBuffer attr = Ffi.zeroed(16);
    attr.putLong(0, Ffi.address(name));
    attr.putInt(8, program.fd());
    long fd = BpfCall.of(BPF_RAW_TRACEPOINT_OPEN, attr);
    Reference.reachabilityFence(name);
    return new Fd((int) Sys.check(fd, "attach to a raw tracepoint"));
  }
}
