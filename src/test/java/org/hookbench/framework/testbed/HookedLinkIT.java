package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hookbench.UsageException;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.kernel.bpf.ObjectFileException;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.Command;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Leftovers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@KernelTest
@ExtendWith(CpuPlaces.class)
class HookedLinkIT {
  private static final int PATIENCE_SECONDS = 20;

  private Leftovers left;

  @BeforeEach
  void noteWhatIsThere() {
    left = Leftovers.since();
  }

  @ParameterizedTest
  @CsvSource({
    "veth, 4, tc, pass",
    "veth, 4, tc-egress, count",
    "veth, 6, xdpgeneric, pass",
    "veth, 4, xdpdrv, pass",
    "veth, 4, nf-input, pass",
    "veth, 4, cgroup-ingress, pass",
    "veth, 4, lwt-out, pass",
    "lo, 6, tc, pass",
    "forward, 4, tc, redirect"
  })
  void programRunsOnceAPacketAndNothingIsLeft(String link, int ip, String hook, String program)
      throws Exception {
    try (HookedLink made =
            HookedLink.builder().link(link).ipVersion(ip).hook(hook).program(program).open();
        Flow flow = new UdpPackets(64).open(made.wire())) {
      assertTrue(made.isAttached());
      assertEquals(UdpPackets.BATCH, made.countRuns(() -> assertEquals(0, flow.batch())));
    }
    left.awaitNone();
  }

  @Test
  void noHookRunsNothingAndDoesNotLookAtTheProgram() throws Exception {
    try (HookedLink made = HookedLink.builder().program("/nowhere.o:f").mtu(9000).open();
        Flow flow = new UdpPackets(64).open(made.wire())) {
      assertTrue(made.isAttached());
      assertEquals(0, made.countRuns(() -> assertEquals(0, flow.batch())));
    }
  }

  @Test
  void runsWithoutTrafficAreNone() throws Exception {
    try (HookedLink made = HookedLink.builder().hook("tc").open()) {
      assertEquals(0, made.countRuns(() -> Thread.sleep(1)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tcc        | pass     | veth | 4 | unknown hook 'tcc'; there are none, tc, tc-egress, tcx
          tc         | fast     | veth | 4 | unknown program 'fast'
          tc         | my.o     | veth | 4 | program 'my.o' names no function; write my.o:FUNCTION
          netkit     | pass     | veth | 4 | hook=netkit is on a netkit device only; use link=netkit
          xdpdrv     | pass     | lo   | 4 | hook=xdpdrv needs a driver with native XDP
          lwt-in     | pass     | veth | 6 | hook=lwt-in sees IPv4 only; use ipVersion(4)
          socket_filter | pass  | veth | 4 | hook=socket_filter is at a socket, which a link does
          tc         | pass     | vxlan | 4 | link=vxlan is not one of [veth, forward, netkit, lo]
          tc         | pass     | veth | 5 | ipv=5 is not one of [4, 6]
          tc         | spin@x=1 | veth | 4 | program 'spin' has no constant 'x'
          """)
  void mistakeIsAUsageException(String hook, String program, String link, int ip, String words)
      throws Exception {
    HookedLink.Builder wrong =
        HookedLink.builder().hook(hook).program(program).link(link).ipVersion(ip);
    UsageException e = assertThrows(UsageException.class, wrong::open);
    assertTrue(e.getMessage().startsWith(words), e.getMessage());
    left.awaitNone();
  }

  @Test
  void missingObjectFileIsNamed() {
    HookedLink.Builder wrong = HookedLink.builder().hook("tc").program("/nowhere.o:f");
    ObjectFileException e = assertThrows(ObjectFileException.class, wrong::open);
    assertTrue(e.getMessage().contains("/nowhere.o"), e.getMessage());
  }

  /** Native XDP takes no packet longer than a page. */
  @Test
  void refusalOfTheKernelTellsErrnoAndHintAndUndoesTheRest() throws Exception {
    Map<Integer, BitSet> cpus = Affinity.ofThreads();
    HookedLink.Builder wrong = HookedLink.builder().hook("xdpdrv").mtu(9000);
    KernelException e = assertThrows(KernelException.class, wrong::open);
    assertTrue(e.errno() > 0, e.getMessage());
    assertFalse(e.hint().isEmpty(), e.getMessage());
    assertSameCpus(cpus);
    left.awaitNone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHARED", "SPLIT"})
  void threadsArePlacedAndGetTheirCpusBack(Placement placement) {
    Assumptions.assumeTrue(Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    Map<Integer, BitSet> before = Affinity.ofThreads();
    Placement.Cpus cpus = placement.choose();
    HookedLink made = HookedLink.builder().placement(placement).open();
    assertEquals(
        BitSet.valueOf(new long[] {1L << cpus.sender().orElseThrow()}), Affinity.allowed());
    made.wire().placeReceiver();
    assertEquals(
        BitSet.valueOf(new long[] {1L << cpus.receiver().orElseThrow()}), Affinity.allowed());
    made.placeSender();
    made.close();
    assertSameCpus(before);
    assertDoesNotThrow(made::close);
  }

  private static void assertSameCpus(Map<Integer, BitSet> before) {
    Map<Integer, BitSet> now = Affinity.ofThreads();
    now.keySet().retainAll(before.keySet());
    now.forEach((thread, cpus) -> assertEquals(before.get(thread), cpus, "thread " + thread));
    assertTrue(now.size() > 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tc", "xdpgeneric", "lwt-xmit", "cgroup-ingress", "tp_btf"})
  void killedProcessLeavesNothing(String hook) throws Exception {
    Assumptions.assumeTrue(
        HookProbe.refusal(Hooks.named(hook).orElseThrow()).isEmpty(), "this kernel has it");
    Process process =
        new ProcessBuilder(
                Command.JAVA,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                hook)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertEquals("attached", out.readLine());
      assertThrows(AssertionError.class, left::requireNone, "there is something to leave");
    } finally {
      process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    left.awaitNone();
  }

  /** Opens a link with sockets on it and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] hook) throws Exception {
      try (HookedLink made = HookedLink.builder().hook(hook[0]).open();
          Flow flow = new UdpPackets(64).open(made.wire())) {
        flow.batch();
        System.out.println(made.isAttached() ? "attached" : "gone");
        Thread.sleep(TimeUnit.MINUTES.toMillis(2));
      }
    }
  }
}
