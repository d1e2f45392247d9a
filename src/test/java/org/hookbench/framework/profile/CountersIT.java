package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.framework.workload.TcpRoundTrip;
import org.hookbench.framework.workload.TcpStream;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.bpf.CpuCounters;
import org.hookbench.kernel.bpf.CpuCounts;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.KernelFile;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.Descriptors;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.LoadedPrograms;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profilers that count, on lanes of their own, driven as a fork drives them. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class CountersIT {
  private static final int CYCLES = 12;
  private static final int BATCHES = 4;
  private static final int BASELINE = 0;
  private static final int HOOK = 2;

  @Test
  void programRunsOnceAPacketAndOnlyWhereThereIsOne() throws Exception {
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      TestbedView.LaneView lane = testbed.view().lanes().get(HOOK);
      long before = lane.received().get().rxPackets();
      List<ArmProfile> seen = drive(new BpfRuns(""), testbed, workload);
      long packets = lane.received().get().rxPackets() - before;
      assertEquals((long) CYCLES * BATCHES * UdpPackets.BATCH, packets);
      assertEquals(List.of(), seen.get(BASELINE).figures());
      assertEquals(List.of(), seen.get(1).figures());
      ArmProfile hook = seen.get(HOOK);
      assertEquals(packets, value(hook, "runs", "runs"));
      assertEquals(1, value(hook, "runs/packet", "runs/packet"));
      assertTrue(value(hook, "run time", "ns/run") > 0);
      assertEquals(0, value(hook, "recursion misses", "runs"));
      // two forks
      assertEquals(2.0 * packets, value(hook.plus(hook), "runs", "runs"));
      assertEquals(1, value(hook.plus(hook), "runs/packet", "runs/packet"));
    }
  }

  @Test
  void programsOfAChainAreCountedOneByOne() throws Exception {
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "cgroup-ingress*3", Placement.SHARED)) {
      ArmProfile hook = drive(new BpfRuns(""), testbed, workload).get(HOOK);
      double each = CYCLES * BATCHES * UdpPackets.BATCH;
      assertEquals(3 * each, value(hook, "runs", "runs"));
      for (int i = 1; i <= 3; i++) {
        assertEquals(each, value(hook, "runs#" + i, "runs"));
      }
    }
  }

  @Test
  void statisticsAreOnFromOpenToCloseOnly() throws Exception {
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      BpfRuns profiler = new BpfRuns("");
      assertEquals(0, descriptorsOf("bpf-stats"));
      profiler.open(testbed.view());
      assertEquals(1, descriptorsOf("bpf-stats"));
      profiler.close();
      assertEquals(0, descriptorsOf("bpf-stats"));
      profiler.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHARED", "SPLIT", "FREE"})
  void softirqsAreCounted(Placement placement) throws Exception {
    Assumptions.assumeTrue(
        placement != Placement.SPLIT || Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "tc", placement)) {
      BitSet cpus = testbed.view().cpus();
      for (ArmProfile arm : drive(new SoftirqTime(""), testbed, workload)) {
        assertTrue(value(arm, "NET_RX softirqs", "softirqs/packet") > 0);
        assertTrue(value(arm, "NET_RX", "ns/packet") > 0);
        assertTrue(value(arm, "softirq", "ns/packet") >= value(arm, "NET_RX", "ns/packet"));
        assertTrue(
            value(arm, "softirq", "ns/packet") >= value(arm, "softirq in others", "ns/packet"));
        assertTrue(value(arm, "softirq/byte", "ns/byte") < value(arm, "softirq", "ns/packet"));
        for (Figure f : arm.figures()) {
          assertTrue(Double.isFinite(f.value()) && f.value() >= 0, f.toString());
        }
        if (cpus.cardinality() > 1) {
          double sum =
              cpus.stream().mapToDouble(cpu -> value(arm, "softirq@" + cpu, "ns/packet")).sum();
          assertEquals(value(arm, "softirq", "ns/packet"), sum, 1e-6 * sum);
        }
        assertEquals(
            arm.figures().size(), arm.figures().stream().map(Figure::label).distinct().count());
      }
    }
  }

  /** What two round trips of a connection need: an operation is neither a packet nor a byte. */
  @Test
  void operationsHaveFiguresOfTheirOwn() throws Exception {
    Workload workload = new TcpRoundTrip(1);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      ArmProfile arm = drive(new SoftirqTime(""), testbed, workload).get(HOOK);
      assertTrue(value(arm, "softirq", "ns/transaction") > 0);
      assertTrue(value(arm, "softirq/packet", "ns/packet") > 0);
      assertTrue(value(arm, "softirq/byte", "ns/byte") > 0);
      // the two ends wait for each other on one CPU
      assertTrue(value(arm, "context switches", "switches/transaction") > 1);
    }
  }

  /** Two readings of the one between two of the other: the kernel's own count. */
  @Test
  void softirqsAreAsManyAsTheKernelCounts() throws Exception {
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED);
        CpuCounters counters = CpuCounters.attach()) {
      BitSet cpu = testbed.view().cpus();
      long outer = netRx(cpu);
      CpuCounts before = counters.read();
      long inner = netRx(cpu);
      for (int i = 0; i < CYCLES; i++) {
        testbed.flow(BASELINE).batch();
      }
      inner = netRx(cpu) - inner;
      CpuCounts seen = CpuCounts.none().plus(before, counters.read());
      outer = netRx(cpu) - outer;
      long ours = seen.runs(CpuCounts.Softirq.NET_RX, cpu);
      assertTrue(inner > 0 && inner <= ours && ours <= outer, inner + " " + ours + " " + outer);
    }
  }

  /** What this process does is not taken for another one's. */
  @Test
  void samplesKnowThisProcess() throws Exception {
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED);
        CpuCounters counters = CpuCounters.attach()) {
      BitSet cpu = testbed.view().cpus();
      CpuCounts seen = CpuCounts.none();
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (seen.samples(CpuCounts.Mode.USER, cpu) == 0
          || seen.samples(CpuCounts.Mode.SYSTEM, cpu) == 0
          || seen.samples(CpuCounts.Mode.SOFTIRQ, cpu) == 0) {
        assertTrue(System.nanoTime() < deadline, "a mode is never seen");
        CpuCounts before = counters.read();
        for (int i = 0; i < CYCLES; i++) {
          testbed.flow(BASELINE).batch();
        }
        seen = seen.plus(before, counters.read());
      }
    }
  }

  @Test
  void everySliceHasARowOfTcpInfo() throws Exception {
    Workload workload = new TcpStream(65536);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      for (ArmProfile arm : drive(new TcpInfoSeries(""), testbed, workload)) {
        assertEquals(CYCLES, arm.series().rows().size());
        double last = -1;
        for (double[] row : arm.series().rows()) {
          assertEquals(arm.series().columns().size(), row.length);
          assertTrue(row[0] > last);
          last = row[0];
          assertTrue(row[arm.series().columns().indexOf("cwnd, segments")] > 0);
        }
        assertTrue(value(arm, "retransmits", "segments") >= 0);
        assertTrue(value(arm, "cwnd", "segments") > 0);
        assertTrue(value(arm, "srtt", "us") > 0);
        assertTrue(value(arm, "pacing rate", "Mbit/s") > 0);
      }
    }
  }

  @Test
  void everyNthSliceHasARowWhereThatIsWanted() throws Exception {
    Workload workload = new TcpRoundTrip(1);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      for (ArmProfile arm : drive(new TcpInfoSeries("every=5"), testbed, workload)) {
        assertEquals(3, arm.series().rows().size());
      }
    }
  }

  @Test
  void withoutAConnectionThereIsNoTcpInfo() throws Exception {
    Workload workload = new UdpPackets(64);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      for (ArmProfile arm : drive(new TcpInfoSeries(""), testbed, workload)) {
        assertEquals(ArmProfile.of(List.of()), arm);
      }
    }
  }

  @Test
  void nothingIsLeft() throws Exception {
    Workload workload = new TcpRoundTrip(1);
    try (Testbed testbed = testbed(workload, "tc", Placement.SHARED)) {
      for (LaneProfiler p : profilers()) {
        drive(p, testbed, workload);
        int before = Descriptors.open();
        drive(p, testbed, workload);
        Descriptors.awaitAtMost(before, p.name());
      }
    }
    assertEquals(0, descriptorsOf("bpf-stats"));
    LoadedPrograms.awaitNone("softirq_entry");
    LoadedPrograms.awaitNone("cpu_clock");
  }

  @Test
  void nothingIsLeftWhereOpenFailed() throws Exception {
    try (NetNs namespace = NetNs.anonymous("counters")) {
      InetSocketAddress[] nowhere = {
        new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2)
      };
      TestbedView.LaneView lane =
          new TestbedView.LaneView(
              "gone",
              null,
              namespace,
              Optional.of(nowhere),
              () -> {
                throw new KernelException("read the counters", Errno.ENODEV, "");
              });
      TestbedView view = new TestbedView(List.of(lane), new BitSet(), "transaction");
      for (LaneProfiler p : profilers()) {
        p.close();
        assertThrows(RuntimeException.class, () -> p.open(view));
        p.close();
        int before = Descriptors.open();
        assertThrows(RuntimeException.class, () -> p.open(view));
        p.close();
        Descriptors.awaitAtMost(before, p.name());
      }
    }
    assertEquals(0, descriptorsOf("bpf-stats"));
    LoadedPrograms.awaitNone("softirq_entry");
    LoadedPrograms.awaitNone("cpu_clock");
  }

  private static List<LaneProfiler> profilers() throws Exception {
    return List.of(new BpfRuns(""), new SoftirqTime(""), new TcpInfoSeries(""));
  }

  private static Testbed testbed(Workload workload, String hook, Placement placement) {
    return Testbed.build(
        Arms.parse(hook, "pass"),
        new LinkSettings("veth", true, OptionalInt.empty(), placement, 4, LinkSettings.AUTO),
        workload,
        1);
  }

  private static List<ArmProfile> drive(LaneProfiler profiler, Testbed testbed, Workload workload)
      throws IOException {
    try {
      profiler.open(testbed.view());
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        profiler.cycleBegins(cycle);
        for (int arm = 0; arm < testbed.view().lanes().size(); arm++) {
          profiler.sliceBegins(arm);
          for (int i = 0; i < BATCHES; i++) {
            testbed.flow(arm).batch();
          }
          profiler.sliceEnds(arm, (long) BATCHES * workload.metric().operationsPerBatch());
        }
      }
      return profiler.finish();
    } finally {
      profiler.close();
    }
  }

  private static double value(ArmProfile arm, String label, String unit) {
    return arm.figures().stream()
        .filter(f -> f.label().equals(label) && f.unit().equals(unit))
        .findFirst()
        .orElseThrow(() -> new AssertionError(label + " in " + unit + ": " + arm.figures()))
        .value();
  }

  private static long netRx(BitSet cpus) {
    List<String> words =
        KernelFile.read(Path.of("/proc/softirqs"))
            .lines()
            .map(l -> List.of(l.trim().split("[: ]+")))
            .filter(w -> w.get(0).equals("NET_RX"))
            .findFirst()
            .orElseThrow();
    return cpus.stream().mapToLong(cpu -> Long.parseLong(words.get(cpu + 1))).sum();
  }

  private static long descriptorsOf(String kind) throws IOException {
    List<String> targets = new ArrayList<>();
    try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
      for (Path fd : fds.toList()) {
        try {
          targets.add(Files.readSymbolicLink(fd).toString());
        } catch (NoSuchFileException e) {
          // the one that lists them
          continue;
        }
      }
    }
    return targets.stream().filter(t -> t.contains(kind)).count();
  }
}
