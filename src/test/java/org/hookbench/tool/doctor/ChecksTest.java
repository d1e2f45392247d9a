package org.hookbench.tool.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.hookbench.kernel.bpf.Libbpf;
import org.hookbench.kernel.bpf.LoadedBpf;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check at its edges. */
class ChecksTest {
  private static final String RELEASE = "proc/sys/kernel/osrelease";
  private static final String STATUS = "proc/self/status";
  private static final String CAPABLE = "CapEff:\t000001ffffffffff\n";

  @ParameterizedTest
  @CsvSource({
    "5.7.19, BLOCKED",
    "5.8.0-63-generic, OK",
    "5.10.0-33-cloud-amd64, OK",
    "6.1.0+, OK",
    "10.0.0-rc1, OK",
    "unlike any, BLOCKED"
  })
  void kernelIsComparedByNumber(String release, Status status) {
    assertEquals(status, vm().with(RELEASE, release).finding("kernel").status());
  }

  @ParameterizedTest
  @CsvSource({"4.7.10, WARNING", "4.8.0, OK", "5.4.0, OK"})
  void hookOfALaterKernelIsAWarning(String release, Status status) {
    assertEquals(status, vm().with(RELEASE, release).finding("hook.xdpdrv").status());
    assertEquals(Status.OK, vm().with(RELEASE, release).finding("hook.none").status());
  }

  @Test
  void whatOnlyRootMayReadIsUnknown() {
    Finding harden = vm().denying("proc/sys/net/core/bpf_jit_harden").finding("jit-harden");
    assertEquals(Status.UNKNOWN, harden.status());
    assertTrue(harden.follows().startsWith("root would tell"), harden.toString());
    Finding jit = vm().denying("proc/sys/net/core/bpf_jit_enable").finding("jit");
    assertEquals(Status.UNKNOWN, jit.status());
    Finding lockdown = vm().denying("sys/kernel/security/lockdown").finding("lockdown");
    assertEquals(Status.UNKNOWN, lockdown.status());
  }

  @Test
  void lockdownThatHidesTheKernelIsAWarning() {
    Finding f =
        vm().with("sys/kernel/security/lockdown", "none integrity [confidentiality]")
            .finding("lockdown");
    assertEquals(Status.WARNING, f.status());
    assertTrue(f.fix().contains("lockdown=confidentiality"), f.toString());
  }

  @Test
  void jitThatIsMissingOrWritesToTheLogIsAWarning() {
    String file = "proc/sys/net/core/bpf_jit_enable";
    RecordedMachine first = vm().with("proc/sys/net/core/netdev_max_backlog", "1000");
    assertEquals(Status.WARNING, first.without(file).finding("jit").status());
    Finding debug = vm().with(file, "2").finding("jit");
    assertEquals(Status.WARNING, debug.status());
    assertTrue(debug.follows().contains("kernel's log"), debug.toString());
  }

  @ParameterizedTest
  @CsvSource({
    // CAP_NET_ADMIN and CAP_SYS_ADMIN: the latter implies CAP_BPF and CAP_PERFMON
    "0000000000201000, OK, lacks CAP_SYSLOG CAP_NET_RAW",
    // CAP_BPF and CAP_NET_ADMIN
    "0000008000001000, BLOCKED, lacks CAP_PERFMON CAP_SYSLOG CAP_NET_RAW"
  })
  void capabilitiesAreToldApart(String effective, Status needed, String optional) {
    RecordedMachine machine = vm().with(STATUS, "CapEff:\t" + effective);
    assertEquals(needed, machine.finding("capabilities").status());
    assertEquals(optional, machine.finding("optional-capabilities").fact().replace(",", ""));
  }

  @ParameterizedTest
  @CsvSource({"0, 2, WARNING", "0, 1, OK", "0, -1, OK", "1, 1, WARNING", "2, -1, WARNING"})
  void symbolsAreHiddenFromAUserWithoutSyslog(String restrict, String paranoid, Status status) {
    RecordedMachine machine =
        vm().with(STATUS, "CapEff:\t0")
            .with("proc/sys/kernel/kptr_restrict", restrict)
            .with("proc/sys/kernel/perf_event_paranoid", paranoid);
    assertEquals(status, machine.finding("kernel-symbols").status());
  }

  @Test
  void perfEventsNeedALowLevelOrTheCapability() {
    RecordedMachine machine = vm().with(STATUS, "CapEff:\t0");
    assertEquals(Status.WARNING, machine.finding("perf-events").status());
    machine.with("proc/sys/kernel/perf_event_paranoid", "-1");
    assertEquals(Status.OK, machine.finding("perf-events").status());
  }

  @Test
  void withoutNativeCodeNothingWorksAndTheReasonIsShown() {
    Finding f = vm().withoutNativeCode("/run: noexec").finding("native-code");
    assertEquals(Status.BLOCKED, f.status());
    assertEquals("/run: noexec", f.follows());
  }

  @ParameterizedTest
  @CsvSource({"'', '{}'", "0, '{0}'", "'0-2,8', '{0, 1, 2, 8}'", "' 1,33\n', '{1, 33}'"})
  void cpuListIsASet(String text, String cpus) {
    BitSet set = CpuList.parse(text);
    assertEquals(cpus, set.toString());
  }

  @Test
  void siblingsAreNoChoiceWhereThereAreNoOthers() {
    String core = "sys/devices/system/cpu/cpu1/topology/thread_siblings_list";
    Finding f = vm().with(core, "0-1").finding("placement");
    assertEquals(Status.WARNING, f.status());
    assertTrue(f.follows().contains("split: CPUs 1 and 0"), f.toString());
    assertEquals("", f.fix());
  }

  @Test
  void placementFollowsTheCpusThatThisProcessMayUse() {
    Finding f = vm().with(STATUS, CAPABLE + "Cpus_allowed_list:\t1\n").finding("placement");
    assertEquals(Status.WARNING, f.status());
    assertEquals("may use 1 CPU of 2, no SMT", f.fact());
  }

  @Test
  void libbpfThatIsMissingBlocksWithItsReason() {
    Finding f =
        vm().libbpf(
                () -> {
                  throw new UnsatisfiedLinkError("libbpf.so.1: cannot open\nsecond line");
                })
            .finding("libbpf");
    assertEquals(Status.BLOCKED, f.status());
    assertTrue(f.follows().endsWith("libbpf.so.1: cannot open"), f.toString());
    assertTrue(f.fix().contains("apt-get install libbpf1"), f.toString());
  }

  @Test
  void libbpfThatJffiCannotLoadPointsToThat() {
    Finding f =
        RecordedMachine.named("laptop")
            .withoutNativeCode("noexec")
            .libbpf(
                () -> {
                  throw new NoClassDefFoundError("jffi");
                })
            .finding("libbpf");
    assertEquals(Status.BLOCKED, f.status());
    assertTrue(f.follows().endsWith("see native code"), f.toString());
  }

  @Test
  void libbpfWithoutNewFunctionsSaysWhatFollowsOfEach() {
    Finding f =
        vm().libbpf(() -> new Libbpf("v1.3", List.of(), List.of("bpf_token_create")))
            .finding("libbpf");
    assertEquals(Status.OK, f.status());
    assertEquals("libbpf v1.3 lacks bpf_token_create", f.fact());
    assertEquals("no BPF token: real capabilities are needed", f.follows());
  }

  @Test
  void libbpfWithoutAFunctionThatIsCalledBlocks() {
    Finding f =
        vm().libbpf(() -> new Libbpf("v0.8", List.of("bpf_prog_query_opts"), List.of()))
            .finding("libbpf");
    assertEquals(Status.BLOCKED, f.status());
    assertTrue(f.fact().contains("bpf_prog_query_opts"), f.toString());
  }

  @Test
  void programsOnOurWayAreNamedAndOthersAreNot() {
    Finding f =
        vm().others(
                cgroup ->
                    new OtherPrograms(
                        List.of(
                            new LoadedBpf.Program(3, 8, "sd_fw_egress"),
                            new LoadedBpf.Program(4, 15, "sd_devices"),
                            new LoadedBpf.Program(5, 2, "on_sendmsg"),
                            new LoadedBpf.Program(6, 6, "xdp_dispatcher"),
                            new LoadedBpf.Program(7, 17, ""),
                            new LoadedBpf.Program(8, 26, "dump_bpf_map")),
                        List.of(
                            new LoadedBpf.Link(1, 6, 6, Optional.empty(), OptionalInt.empty()),
                            new LoadedBpf.Link(
                                2, 1, 7, Optional.of("net_dev_queue"), OptionalInt.empty()),
                            new LoadedBpf.Link(3, 4, 8, Optional.empty(), OptionalInt.empty())),
                        List.of(new LoadedBpf.OnCgroup("egress", 3))))
            .finding("other-programs");
    assertEquals(Status.WARNING, f.status());
    assertEquals(
        "6 loaded, that may run on the measured packets: cgroup egress sd_fw_egress (id 3),"
            + " raw_tracepoint net_dev_queue id 7, kprobe on_sendmsg (id 5)",
        f.fact());
  }

  @Test
  void programsOffOurWayAreOnlyCounted() {
    assertEquals("none is loaded", vm().finding("other-programs").fact());
    List<LoadedBpf.Program> xdp = List.of(new LoadedBpf.Program(6, 6, "xdp_dispatcher"));
    Finding f =
        vm().others(cgroup -> new OtherPrograms(xdp, List.of(), List.of()))
            .finding("other-programs");
    assertEquals(Status.OK, f.status());
    assertTrue(f.fact().startsWith("1 loaded, none of them"), f.fact());
  }

  @Test
  void ofManyProgramsTheFirstAreNamed() {
    List<LoadedBpf.Program> probes =
        IntStream.range(0, 9).mapToObj(i -> new LoadedBpf.Program(i, 2, "probe" + i)).toList();
    Finding f =
        vm().others(cgroup -> new OtherPrograms(probes, List.of(), List.of()))
            .finding("other-programs");
    assertTrue(f.fact().endsWith("kprobe probe4 (id 4) and 4 more"), f.fact());
    assertFalse(f.fact().contains("probe5"), f.fact());
  }

  @Test
  void programsThatMayNotBeListedAreUnknown() {
    Finding f =
        vm().others(
                cgroup -> {
                  throw new KernelException("list BPF programs", Errno.EPERM, "");
                })
            .finding("other-programs");
    assertEquals(Status.UNKNOWN, f.status());
    Finding without =
        vm().others(
                cgroup -> {
                  throw new NoClassDefFoundError("libbpf");
                })
            .finding("other-programs");
    assertEquals(Status.UNKNOWN, without.status());
    assertEquals("can't be listed without libbpf", without.fact());
  }

  @Test
  void cgroupThatIsAskedForIsOurOwn() {
    Path[] asked = new Path[1];
    RecordedMachine laptop =
        RecordedMachine.named("laptop")
            .others(
                cgroup -> {
                  asked[0] = cgroup.orElseThrow();
                  return new OtherPrograms(List.of(), List.of(), List.of());
                });
    assertEquals(Status.OK, laptop.finding("other-programs").status());
    Path own = Path.of("/sys/fs/cgroup/user.slice/user-1000.slice/session-2.scope");
    assertEquals(own, asked[0]);
    String mounts =
        "25 24 0:27 /a.service /srv/part rw - cgroup2 cgroup2 rw\n"
            + laptop.text("proc/self/mountinfo");
    laptop.with("proc/self/mountinfo", mounts).finding("other-programs");
    assertEquals(own, asked[0], "not in the mount of another's part");
  }

  @Test
  void filesOfAFolderAreReadAndListed(@TempDir Path root) throws Exception {
    Files.createDirectories(root.resolve("sys/b"));
    Files.writeString(root.resolve("sys/b/value"), "x".repeat(10_000) + "\n");
    Files.createDirectories(root.resolve("sys/a"));
    MachineFiles files = MachineFiles.under(root);
    assertEquals("x".repeat(10_000), files.text("sys/b/value"));
    assertEquals(List.of("a", "b"), files.list("sys"));
    assertEquals(List.of(), files.list("sys/none"));
    assertTrue(files.has("sys/b/value"));
    assertFalse(files.has("sys/c/value"));
    assertEquals(MachineFiles.Reading.absent(), files.read("sys/none"));
    assertEquals(MachineFiles.Reading.denied(), files.read("sys/a"));
  }

  private static RecordedMachine vm() {
    return RecordedMachine.named("vm");
  }
}
