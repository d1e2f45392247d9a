package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.TcpRoundTrip;
import org.hookbench.framework.workload.TcpStream;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.Affinity;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that change how a socket sends or receives, or the route it sends by. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class SocketAndRouteHooksIT {
  private static final int BATCHES = 64;

  static Stream<Arguments> everyTcpWorkloadAndPlacement() {
    return Stream.of(new TcpStream(TcpStream.BLOCK), new TcpRoundTrip(1))
        .flatMap(w -> Stream.of(Placement.values()).map(p -> Arguments.of(w, p)));
  }

  /** A sockmap changes how its socket sends or receives: all of the data must still arrive. */
  @ParameterizedTest
  @MethodSource("everyTcpWorkloadAndPlacement")
  void dataComesThroughTheProgramsOfASocket(Workload workload, Placement placement)
      throws IOException {
    Assumptions.assumeTrue(
        placement != Placement.SPLIT || Affinity.allowed().cardinality() >= 2, "needs two CPUs");
    List<Arm> arms = Arms.parse("socket_filter,sk_skb,sk_msg", "pass");
    List<ArmEvidence> evidence = run(arms, settings("veth", 4, placement), workload);
    for (int arm = 0; arm < arms.size(); arm++) {
      if (workload instanceof TcpRoundTrip && arms.get(arm).hook().hook().startsWith("sk_")) {
        // one send and one piece of received data a transaction
        assertEquals(2 * BATCHES, evidence.get(arm).hits(), arms.get(arm).id());
      }
    }
  }

  /** A route is replaced by one with a program, and must stay the lane's in everything else. */
  @ParameterizedTest
  @CsvSource({"4,veth", "6,veth", "4,lo"})
  void programOfARouteKeepsTheCongestionControl(int ip, String link) throws IOException {
    List<String> hooks =
        ip == 6 ? List.of("lwt-out", "lwt-xmit") : List.of("lwt-in", "lwt-out", "lwt-xmit");
    List<Arm> arms = Arms.parse(String.join(",", hooks), "pass");
    var settings = settings(link, ip, Placement.SHARED);
    List<ArmEvidence> evidence = run(arms, settings, new TcpRoundTrip(1));
    String expected = evidence.get(0).tcp().congestion();
    for (int arm = 0; arm < arms.size(); arm++) {
      assertEquals(expected, evidence.get(arm).tcp().congestion(), arms.get(arm).id());
    }
  }

  /** Runs the arms and makes sure that each program ran and every byte arrived. */
  private static List<ArmEvidence> run(List<Arm> arms, LinkSettings settings, Workload workload)
      throws IOException {
    try (Testbed testbed = Testbed.build(arms, settings, workload, 7)) {
      testbed.observe(BATCHES);
      for (int arm = 0; arm < arms.size(); arm++) {
        for (int i = 0; i < BATCHES; i++) {
          assertEquals(0, testbed.flow(arm).batch(), "lost by " + arms.get(arm).id());
        }
      }
      testbed.observe(BATCHES);
      List<ArmEvidence> evidence = testbed.evidence();
      long least = 3L * BATCHES * workload.metric().operationsPerBatch();
      for (int arm = 0; arm < arms.size(); arm++) {
        boolean hasProgram = arms.get(arm).role() == Arm.Role.HOOK;
        ArmEvidence e = evidence.get(arm);
        assertEquals(List.of(), EvidenceCheck.of(hasProgram, List.of(e), 0, 0).failures());
        assertTrue(e.tcp().bytesAcked() >= least, arms.get(arm) + " " + e.tcp());
      }
      return evidence;
    }
  }

  /** A reader that blocks while its socket is in a sockmap is woken without data when it leaves. */
  @ParameterizedTest
  @ValueSource(strings = {"socket_filter", "sk_skb", "sk_msg"})
  void readerThatBlocksWhenTheProgramGoesReadsOn(String name) throws IOException {
    Hook hook = Hooks.named(name).orElseThrow();
    ProgramKind kind = hook.programKind().orElseThrow();
    try (VethLanes lanes = VethLanes.create(1, settings("veth", 4, Placement.SHARED));
        BpfObject object = ProgramSpec.parse("pass").open();
        AttachPoint point = AttachPoint.of(hook, lanes.lanes().get(0), Placement.SHARED.choose());
        Flow flow = point.open(new TcpRoundTrip(64))) {
      Attachment attachment = point.attach(object.load(kind.function(), kind.type()));
      flow.batch(); // the echo's thread waits for the next request, or is about to
      attachment.close();
      for (int i = 0; i < BATCHES; i++) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), flow::batch);
      }
    }
  }

  @Test
  void aLocalIpv6RouteThatCannotBeReplacedIsExplained() {
    KernelException e =
        assertThrows(
            KernelException.class,
            () ->
                Testbed.rehearse(
                    Arms.parse("lwt-xmit", "pass"),
                    settings("lo", 6, Placement.SHARED),
                    new TcpRoundTrip(1)));
    assertTrue(e.getMessage().endsWith("use -p ipv=4 or -p link=veth"), e.getMessage());
  }

  private static LinkSettings settings(String link, int ip, Placement placement) {
    return new LinkSettings(link, true, OptionalInt.empty(), placement, ip, LinkSettings.AUTO);
  }
}
