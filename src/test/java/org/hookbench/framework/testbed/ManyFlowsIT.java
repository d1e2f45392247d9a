package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Rate;
import org.hookbench.framework.workload.TcpRoundTrip;
import org.hookbench.framework.workload.TcpStream;
import org.hookbench.framework.workload.UdpPackets;
import org.hookbench.framework.workload.UdpRoundTrip;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several flows a lane, sizes, segments and sendfile: all of it arrives and is counted. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class ManyFlowsIT {
  private static final int BATCHES = 16;

  static Stream<Arguments> trafficAndHooks() {
    String device = "tc,xdpgeneric,xdpdrv";
    String udp = device + ",socket_filter,cgroup-ingress";
    String tcp = udp + ",sk_skb,sk_msg";
    return Stream.of(
            Arguments.of(new UdpPackets(64).withFlows(5), 5, udp, 6),
            Arguments.of(new UdpPackets(1).withFlows(64), 64, device, 4),
            Arguments.of(new UdpPackets(64, false).withFlows(3), 3, udp, 4),
            Arguments.of(new UdpPackets(1000).withSegments(16), 1, udp, 6),
            Arguments.of(new UdpPackets(3).withSegments(32), 1, device, 4),
            Arguments.of(new TcpRoundTrip(1).withFlows(9), 9, tcp, 4),
            Arguments.of(new TcpRoundTrip(100).withResponse("65536"), 1, tcp, 6),
            Arguments.of(new UdpRoundTrip(1).withFlows(8), 8, udp, 6),
            Arguments.of(new UdpRoundTrip(4).withResponse("1"), 1, udp, 4),
            Arguments.of(new TcpRoundTrip(1).withRate(Rate.parse("5k")), 1, device, 4),
            Arguments.of(
                new UdpRoundTrip(64).withFlows(2).withRate(Rate.parse("10k")), 2, device, 6),
            Arguments.of(new TcpStream(65536).withFlows(6), 6, tcp, 4),
            Arguments.of(new TcpStream(TcpStream.BLOCK).withFlows(64), 64, device, 4),
            Arguments.of(new TcpStream(TcpStream.BLOCK).withSending("sendfile"), 1, tcp, 6),
            Arguments.of(new TcpStream(1).withSending("sendfile").withFlows(2), 2, device, 4))
        .flatMap(
            a ->
                Stream.of(Placement.SHARED, Placement.SPLIT)
                    .map(p -> Arguments.of(a.get()[0], a.get()[1], a.get()[2], a.get()[3], p)));
  }

  @ParameterizedTest
  @MethodSource("trafficAndHooks")
  void allOfItArrivesThroughEachHook(
      Workload workload, int flows, String hooks, int ip, Placement placement) throws IOException {
    Assumptions.assumeTrue(
        placement != Placement.SPLIT || Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    List<Arm> arms = Arms.parse(hooks, "pass");
    LinkSettings settings =
        new LinkSettings("veth", true, OptionalInt.empty(), placement, ip, LinkSettings.AUTO);
    try (Testbed testbed = Testbed.build(arms, settings, workload, 3)) {
      testbed.observe(BATCHES);
      for (int arm = 0; arm < arms.size(); arm++) {
        String id = arms.get(arm).id();
        assertEquals(flows, testbed.flow(arm).allEnds().size(), id);
        for (int i = 0; i < BATCHES; i++) {
          assertEquals(0, testbed.flow(arm).batch(), "lost by " + id);
        }
      }
      Visits.toAll(arms, testbed);
      testbed.observe(BATCHES);
      requireCounted(arms, testbed.evidence(), workload);
    }
  }

  private static void requireCounted(
      List<Arm> arms, List<ArmEvidence> evidence, Workload workload) {
    for (int arm = 0; arm < arms.size(); arm++) {
      String id = arms.get(arm).id();
      ArmEvidence seen = evidence.get(arm);
      boolean hasProgram = arms.get(arm).hasProgram();
      assertEquals(List.of(), EvidenceCheck.of(hasProgram, List.of(seen), 0, 0).failures(), id);
      boolean ofPackets =
          List.of("tc", "xdpgeneric", "xdpdrv").contains(arms.get(arm).hook().hook());
      if (hasProgram && ofPackets) {
        // an acknowledgement may cross between two readings of the counters
        assertEquals(seen.packets(), seen.hits(), 0.05 * seen.packets() + 2, id);
      }
      if (workload.name().startsWith("Tcp")) {
        long least = 3L * BATCHES * workload.metric().operationsPerBatch();
        assertTrue(seen.tcp().bytesAcked() >= least, id + " " + seen.tcp());
      }
    }
  }
}
