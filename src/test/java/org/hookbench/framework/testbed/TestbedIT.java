package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.TcpRoundTrip;
import org.hookbench.framework.workload.TcpStream;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.KernelTests;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@KernelTest
@ExtendWith(CpuPlaces.class)
class TestbedIT {
  private static final int BATCHES = 64;

  /** The kernel's path changes with the address family; where the threads are, it is the same. */
  static Stream<Arguments> everyPath() {
    List<Arguments> all = new ArrayList<>();
    List<String> overSockets = new ArrayList<>(Workloads.NAMES);
    overSockets.remove("KernelPackets"); // which has a test of its own
    for (String workload : overSockets) {
      for (String link : links()) {
        for (Placement placement : Placement.values()) {
          all.add(Arguments.of(workload, link, 4, placement));
        }
        all.add(Arguments.of(workload, link, 6, Placement.SHARED));
      }
    }
    return all.stream();
  }

  /** Those that this kernel has. */
  private static List<String> links() {
    boolean netkit = HookProbe.refusal(Hooks.named("netkit").orElseThrow()).isEmpty();
    return LinkSettings.LINKS.stream().filter(l -> netkit || !l.equals("netkit")).toList();
  }

  private static List<String> hooks(String link) {
    return switch (link) {
      case "lo" -> List.of("tc", "xdpgeneric");
      case "netkit" -> List.of("tc", "xdpgeneric", "netkit");
      default -> List.of("tc", "xdpgeneric", "xdpdrv");
    };
  }

  @ParameterizedTest
  @Tag(KernelTests.LONG)
  @MethodSource("everyPath")
  void batchesMoveAndTheEvidenceBearsThemOut(String name, String link, int ip, Placement placement)
      throws IOException {
    Assumptions.assumeTrue(
        placement != Placement.SPLIT || Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    Workload workload = workload(name);
    List<Arm> arms = Arms.parse(String.join(",", hooks(link)), "pass");
    try (Testbed testbed = Testbed.build(arms, settings(link, ip, placement), workload, 7)) {
      testbed.observe(BATCHES);
      for (int arm = 0; arm < arms.size(); arm++) {
        for (int i = 0; i < BATCHES; i++) {
          assertEquals(0, testbed.flow(arm).batch(), "lost by " + arms.get(arm).id());
        }
      }
      testbed.observe(BATCHES);
      List<ArmEvidence> evidence = testbed.evidence();
      for (int arm = 0; arm < arms.size(); arm++) {
        check(arms.get(arm), evidence.get(arm), workload, ip);
      }
    }
  }

  private static void check(Arm arm, ArmEvidence e, Workload workload, int ip) {
    boolean hasProgram = arm.role() == Arm.Role.HOOK;
    EvidenceCheck check = EvidenceCheck.of(hasProgram, List.of(e), 0, 0);
    assertEquals(List.of(), check.failures(), arm.id());
    assertEquals(
        2L * BATCHES * workload.metric().operationsPerBatch(),
        e.passes().stream().mapToLong(ArmEvidence.Pass::operations).sum(),
        arm.id());
    assertTrue(e.rxPackets() >= e.packets(), arm + " " + e);
    if (!hasProgram) {
      assertEquals(0, e.hits());
    } else if (workload instanceof UdpPackets) {
      // over IPv6 a few multicast reports of the kernel's own may stand at the beginning
      long reports = ip == 6 ? 5 : 0;
      assertEquals(2L * BATCHES * UdpPackets.BATCH, e.packets(), reports, arm.id());
      assertEquals(e.packets(), e.hits(), reports, arm.id());
    }
    if (!(workload instanceof UdpPackets)) {
      assertNotNull(e.tcp());
      long least = 3L * BATCHES * workload.metric().operationsPerBatch();
      assertTrue(e.tcp().bytesAcked() >= least, arm + " " + e.tcp());
    }
  }

  /** Where there is one thread and no TSO, each packet is one run for TCP too. */
  @ParameterizedTest
  @CsvSource({"TcpStream", "TcpRoundTrip"})
  void hookRunsOnceAPacketOfTcp(String name) throws IOException {
    List<Arm> arms = Arms.parse("tc,xdpdrv", "pass");
    LinkSettings settings =
        new LinkSettings("veth", false, OptionalInt.empty(), Placement.SHARED, 4, "auto");
    try (Testbed testbed = Testbed.build(arms, settings, workload(name), 7)) {
      testbed.observe(BATCHES);
      for (int arm = 2; arm < arms.size(); arm++) {
        ArmEvidence e = testbed.evidence().get(arm);
        // a packet may cross between two readings of the counters
        assertEquals(e.packets(), e.hits(), 0.05 * e.packets() + 2, arms.get(arm).id());
      }
    }
  }

  @Test
  void whatNativeXdpDoesToTheSendersOffloadsIsNoted() throws IOException {
    List<Arm> arms = Arms.parse("xdpdrv", "pass");
    try (Testbed testbed =
        Testbed.build(arms, settings("veth", 4, Placement.SHARED), new TcpRoundTrip(1), 1)) {
      assertEquals(List.of(), testbed.evidence().get(0).offloadsChanged());
      assertTrue(
          testbed.evidence().get(2).offloadsChanged().contains("sender tso on -> off"),
          testbed.evidence().get(2).offloadsChanged().toString());
    }
  }

  /** Nothing attached, and yet the sender's segmentation is gone as under the hook. */
  @Test
  void matchedBaselineHasTheOffloadsThatTheHookLeaves() throws IOException {
    List<Arm> arms = Arms.parse("xdpdrv,none+xdpdrv,none+tc", "pass");
    try (Testbed testbed =
        Testbed.build(arms, settings("veth", 4, Placement.SHARED), new TcpStream(65536), 1)) {
      testbed.observe(1);
      List<ArmEvidence> evidence = testbed.evidence();
      assertTrue(evidence.stream().allMatch(ArmEvidence::attached));
      assertEquals(List.of("sender tso on -> off"), evidence.get(3).offloadsChanged());
      assertEquals(evidence.get(2).offloadsChanged(), evidence.get(3).offloadsChanged());
      assertEquals(List.of(), evidence.get(4).offloadsChanged());
      // segments of the MTU's size in both
      assertEquals(0, evidence.get(3).hits());
      assertTrue(evidence.get(3).bytes() / evidence.get(3).packets() <= 1514);
      assertTrue(evidence.get(0).bytes() / evidence.get(0).packets() > 1514);
    }
  }

  /** Where a hook sees all of a namespace, it must not see the other arms' packets. */
  @ParameterizedTest
  @ValueSource(strings = {"nf-prerouting", "nf-input", "nf-output", "nf-postrouting"})
  void hookOfANamespaceSeesItsOwnLaneOnly(String hook) throws IOException {
    assertRunsOncePacket(hook);
  }

  /** Where a hook sees the sockets of a cgroup, it must not see the other arms' sockets. */
  @ParameterizedTest
  @ValueSource(strings = {"cgroup-ingress", "cgroup-egress"})
  void hookOfACgroupSeesItsOwnLaneOnly(String hook) throws IOException {
    assertRunsOncePacket(hook);
  }

  /** All of a chain runs: the last program is reached, and the packet passes. */
  @ParameterizedTest
  @ValueSource(strings = {"pass", "count", "count@next=0"})
  void chainRunsToItsEnd(String program) throws IOException {
    List<Arm> arms = Arms.parse("tcx*4,tcx-egress*2,cgroup-ingress*3", program);
    try (Testbed testbed =
        Testbed.build(arms, settings("veth", 4, Placement.SHARED), new UdpPackets(64), 1)) {
      testbed.observe(3);
      for (ArmEvidence e : testbed.evidence().subList(2, 5)) {
        assertTrue(e.attached());
        assertEquals(e.packets(), e.hits());
      }
    }
  }

  private static void assertRunsOncePacket(String hook) throws IOException {
    List<Arm> arms = Arms.parse(String.join(",", hook, "tc"), "pass");
    try (Testbed testbed =
        Testbed.build(arms, settings("veth", 4, Placement.SHARED), new UdpPackets(64), 1)) {
      testbed.observe(3);
      for (ArmEvidence e : testbed.evidence().subList(2, 4)) {
        assertTrue(e.attached());
        assertEquals(e.packets(), e.hits());
        assertTrue(e.testRunNanos() == null || e.testRunNanos() > 0);
      }
    }
  }

  static Stream<Arguments> everyWorkloadAndPlacement() {
    return Workloads.NAMES.stream()
        .flatMap(w -> Stream.of(Placement.SHARED, Placement.FREE).map(p -> Arguments.of(w, p)));
  }

  /** In the measured loop nothing is allocated, at either end. */
  @ParameterizedTest
  @Tag(KernelTests.LONG)
  @MethodSource("everyWorkloadAndPlacement")
  void batchesAllocateNothing(String name, Placement placement) throws IOException {
    int batches = name.equals("TcpStream") ? 2_000 : 4_000;
    try (Testbed testbed =
        Testbed.build(Arms.parse("", "pass"), settings("veth", 4, placement), workload(name), 1)) {
      move(testbed, batches);
      long[] ends = threadsOfTheFlow();
      long before = allocated(ends);
      move(testbed, batches);
      double bytesABatch = (double) (allocated(ends) - before) / batches;
      assertTrue(bytesABatch < 1, name + " allocates " + bytesABatch + " bytes a batch");
    }
  }

  private static void move(Testbed testbed, int batches) throws IOException {
    for (int i = 0; i < batches; i++) {
      testbed.flow(0).batch();
    }
  }

  /** The calling thread and those that serve the receiving end. */
  private static long[] threadsOfTheFlow() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            t ->
                t == Thread.currentThread()
                    || t.getName().equals("echo")
                    || t.getName().equals("sink"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private static long allocated(long[] threads) {
    var bean =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads) {
      sum += Math.max(0, bean.getThreadAllocatedBytes(id));
    }
    return sum;
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void packetsThatAProgramDropsAreCountedAsLost(@TempDir Path folder) throws IOException {
    Path object = folder.resolve("tenth.bpf.o");
    Files.write(
        object,
        BpfCompiler.compile(
            """
            static __u64 seen;
            SEC("tc") int drop_tenth(struct __sk_buff *skb) {
              return __sync_fetch_and_add(&seen, 1) % 10 == 9 ? TC_ACT_SHOT : TC_ACT_OK;
            }
            """));
    List<Arm> arms = Arms.parse("tc", object + ":drop_tenth");
    int batches = 20;
    try (Testbed testbed =
        Testbed.build(arms, settings("veth", 4, Placement.SHARED), new UdpPackets(64), 1)) {
      int lost = 0;
      for (int i = 0; i < batches; i++) {
        assertEquals(0, testbed.flow(0).batch());
        lost += testbed.flow(2).batch();
      }
      assertEquals(batches * UdpPackets.BATCH / 10, lost);
    }
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void usersConstantTakesEffect(@TempDir Path folder) throws IOException {
    Path object = folder.resolve("verdict.bpf.o");
    Files.write(
        object,
        BpfCompiler.compile(
            """
            const volatile int verdict = 0;
            SEC("tc") int decide(struct __sk_buff *skb) { return verdict; }
            """));
    List<Arm> arms =
        Arms.parse("tc", String.join(",", object + ":decide", object + ":decide@verdict=2"));
    try (Testbed testbed =
        Testbed.build(arms, settings("veth", 4, Placement.SHARED), new UdpPackets(64), 1)) {
      assertEquals(0, testbed.flow(2).batch());
      assertEquals(UdpPackets.BATCH, testbed.flow(3).batch());
    }
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void programForAnotherHookIsRefusedInWords(@TempDir Path folder) throws IOException {
    Path object = folder.resolve("mine.bpf.o");
    Files.write(
        object,
        BpfCompiler.compile("SEC(\"xdp\") int mine(struct xdp_md *c) { return XDP_PASS; }"));
    assertEquals(
        "program "
            + object
            + ":mine has section 'xdp', which hook=tc does not take (it takes [tc, tcx,"
            + " netkit, classifier, action]); it fits hook=xdpgeneric, xdpdrv, xdpdrv-link",
        refusal("tc", object + ":mine"));
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void missingFunctionListsThoseThatAreThere(@TempDir Path folder) throws IOException {
    Path object = folder.resolve("mine.bpf.o");
    Files.write(
        object, BpfCompiler.compile("SEC(\"tc\") int mine(struct __sk_buff *s) { return 0; }"));
    assertEquals(
        object + ":yours has no function 'yours'; it has [mine]", refusal("tc", object + ":yours"));
  }

  @Test
  @Tag(BpfCompiler.NEEDED)
  void rejectedProgramLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path object = folder.resolve("bad.bpf.o");
    Files.write(
        object,
        BpfCompiler.compile(
            "SEC(\"tc\") int bad(struct __sk_buff *s) { return *(volatile int *)(long) s->data; }"));
    List<Arm> arms = Arms.parse("tc", object + ":bad");
    LinkSettings settings = settings("veth", 4, Placement.SHARED);
    KernelException first =
        assertThrows(
            KernelException.class, () -> Testbed.rehearse(arms, settings, new UdpPackets(64)));
    assertEquals(Errno.EACCES, first.errno());
    // what an earlier test closed may go only now
    awaitTheOtherEnds();
    int before = Descriptors.open();
    assertThrows(KernelException.class, () -> Testbed.rehearse(arms, settings, new UdpPackets(64)));
    Descriptors.awaitAtMost(before, "a program that was refused");
  }

  @ParameterizedTest
  @CsvSource({"TcpStream", "TcpRoundTrip", "UdpPackets"})
  void closedLabLeavesNoDescriptorAndNoThread(String name) throws Exception {
    List<Arm> arms = Arms.parse("tc,xdpgeneric,xdpdrv", "pass");
    for (Placement placement : List.of(Placement.SHARED, Placement.FREE)) {
      LinkSettings settings = settings("veth", 4, placement);
      Testbed.rehearse(arms, settings, workload(name));
      awaitTheOtherEnds();
      int before = Descriptors.open();
      Testbed.rehearse(arms, settings, workload(name));
      awaitTheOtherEnds();
      Descriptors.awaitAtMost(before, name);
    }
  }

  /** A thread that serves the other end closes its sockets a little after the testbed. */
  private static void awaitTheOtherEnds() throws InterruptedException {
    for (Thread t : Thread.getAllStackTraces().keySet()) {
      if (t.getName().equals("echo") || t.getName().equals("sink")) {
        t.join(5_000);
        assertFalse(t.isAlive(), t.getName() + " goes on");
      }
    }
  }

  @Test
  void labPlacesItsThreadAndKeepsOthersOff() throws Exception {
    Assumptions.assumeTrue(Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    Placement.Cpus cpus = Placement.SHARED.choose();
    try (Testbed testbed =
        Testbed.build(
            Arms.parse("", "pass"), settings("veth", 4, Placement.SHARED), new UdpPackets(64), 1)) {
      assertEquals(cpus.all(), Affinity.allowed());
      for (String thread :
          java.util.Objects.requireNonNull(new java.io.File("/proc/self/task").list())) {
        Path status = Path.of("/proc/self/task", thread, "status");
        if (!thread.equals(Path.of("/proc/thread-self").toRealPath().getFileName().toString())
            && Files.exists(status)) {
          String list =
              Files.readAllLines(status).stream()
                  .filter(l -> l.startsWith("Cpus_allowed_list:"))
                  .findFirst()
                  .orElseThrow();
          assertFalse(
              List.of(list.split("\\s+")[1].split(",")).contains("" + cpus.sender().orElseThrow()),
              "thread " + thread + " " + list);
        }
      }
    }
  }

  private static String refusal(String hook, String program) {
    List<Arm> arms = Arms.parse(hook, program);
    return assertThrows(
            UsageException.class,
            () -> Testbed.rehearse(arms, settings("veth", 4, Placement.SHARED), new UdpPackets(64)))
        .getMessage();
  }

  private static Workload workload(String name) {
    return switch (name) {
      case "TcpStream" -> new TcpStream(131072);
      case "TcpRoundTrip" -> new TcpRoundTrip(1);
      default -> new UdpPackets(64);
    };
  }

  private static LinkSettings settings(String link, int ip, Placement placement) {
    return new LinkSettings(link, true, OptionalInt.empty(), placement, ip, LinkSettings.AUTO);
  }
}
