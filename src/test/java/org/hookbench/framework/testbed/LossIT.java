package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where everything is dropped, a workload comes to an end by itself, and says why. */
@KernelTest
@Execution(ExecutionMode.CONCURRENT) // all of them wait
class LossIT {
  private static final Duration HANGS = Duration.ofSeconds(60);
  private static final String WHY = "does a program drop too much?";

  @ParameterizedTest
  @CsvSource({"TcpRoundTrip, SHARED", "TcpStream, SPLIT", "TcpConnect, SHARED"})
  void aConnectionThatDoesNotComeAboutIsGivenUp(String workload, Placement placement) {
    List<Arm> arms = Arms.parse("tc", "drop@permille=1000");
    RuntimeException e =
        assertThrows(
            RuntimeException.class,
            () ->
                assertTimeoutPreemptively(
                    HANGS, () -> Testbed.rehearse(arms, settings(placement), create(workload))));
    assertTrue(e.getMessage().startsWith(workload + ": "), e.getMessage());
    assertTrue(e.getMessage().endsWith(WHY), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  /** Attached in the middle of a connection, at either end's packets. */
  @ParameterizedTest
  @CsvSource({
    "TcpRoundTrip, SHARED, tc",
    "TcpRoundTrip, SPLIT, tc-egress",
    "TcpStream, SHARED, tc",
    "TcpStream, SPLIT, tc",
    "TcpConnect, SHARED, tc"
  })
  void aConnectionThatFallsSilentEnds(String workload, Placement placement, String hook)
      throws IOException {
    assertEndsAfterTheDrop(
        workload, placement, hook, "SEC(\"tc\") int drops(void *c) { return 2; }");
  }

  /** TCP has acknowledged the data, and the socket never gets it. */
  @Test
  @Tag(BpfCompiler.NEEDED)
  void dataThatIsLostAtTheSocketIsGivenUp() throws IOException {
    String source = "SEC(\"sk_skb/stream_verdict\") int drops(void *c) { return 0; }";
    try (VethLanes lanes = VethLanes.create(1, settings(Placement.SHARED));
        AttachPoint point =
            AttachPoint.of(
                Hooks.named("sk_skb").orElseThrow(),
                lanes.lanes().get(0),
                Placement.SHARED.choose());
        BpfObject object = BpfObject.open("drops", BpfCompiler.compile(source));
        Flow flow = point.open(create("TcpRoundTrip"));
        Attachment attachment = point.attach(object.load("drops"))) {
      assertTrue(ended(flow).getMessage().endsWith(WHY));
    }
  }

  /** Datagrams are not sent again: they are counted, and the wait for them is counted apart. */
  @ParameterizedTest
  @CsvSource({"UdpPackets", "UdpUnconnected"})
  void datagramsThatAreDroppedAreCountedAndNotWaitedForInTheCost(String workload)
      throws IOException {
    try (VethLanes lanes = VethLanes.create(1, settings(Placement.SHARED));
        AttachPoint point =
            AttachPoint.of(
                Hooks.named("tc").orElseThrow(), lanes.lanes().get(0), Placement.SHARED.choose());
        LoadedProgram drops = point.load(ProgramSpec.parse("drop@permille=1000"));
        Flow flow = point.open(Workloads.create(workload, "64"))) {
      assertEquals(0, flow.batch());
      assertEquals(0, flow.idleNanos());
      try (Attachment attachment = point.attach(drops.program())) {
        long start = System.nanoTime();
        assertEquals(UdpPackets.BATCH, flow.batch());
        assertTrue(flow.idleNanos() > 0, "no wait");
        assertTrue(flow.idleNanos() < System.nanoTime() - start, "waited longer than it took");
      }
      flow.batch();
      assertEquals(0, flow.batch());
      assertEquals(0, flow.idleNanos());
    }
  }

  private static void assertEndsAfterTheDrop(
      String workload, Placement placement, String hook, String source) throws IOException {
    try (VethLanes lanes = VethLanes.create(1, settings(placement));
        AttachPoint point =
            AttachPoint.of(
                Hooks.named(hook).orElseThrow(), lanes.lanes().get(0), placement.choose());
        BpfObject object = BpfObject.open("drops", BpfCompiler.compile(source));
        Flow flow = point.open(create(workload))) {
      BpfProgram drops = object.load("drops");
      assertEquals(0, flow.batch());
      try (Attachment attachment = point.attach(drops)) {
        ended(flow);
      }
    }
  }

  private static IOException ended(Flow flow) {
    return assertTimeoutPreemptively(
        HANGS,
        () ->
            assertThrows(
                IOException.class,
                () -> {
                  for (int i = 0; i < 3; i++) {
                    flow.batch();
                  }
                }));
  }

  private static Workload create(String name) {
    return Workloads.create(name, name.equals("TcpStream") ? "262144" : "1");
  }

  private static LinkSettings settings(Placement placement) {
    return new LinkSettings("veth", true, OptionalInt.empty(), placement, 4, LinkSettings.AUTO);
  }
}
