package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arms that change lanes within a fork. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class MoveIT {
  private static final int BATCHES = Visits.BATCHES;

  static Stream<String> workloads() {
    return Workloads.NAMES.stream();
  }

  /** Every hook of this kernel that the workload exercises, all in one testbed, on every lane. */
  @ParameterizedTest
  @MethodSource("workloads")
  void everyHookRunsForItsOwnArmOnEveryLane(String name) throws IOException {
    List<Arm> arms = Arms.parse(String.join(",", hooksHere(name)), "pass");
    visitAllLanes(arms, settings("veth"), Workloads.create(name, payload(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "lo, tc, xdpgeneric, UdpPackets",
    "lo, tc, lwt-in, TcpRoundTrip",
    "forward, tc, xdpdrv, UdpPackets"
  })
  void otherLinksToo(String link, String one, String two, String name) throws IOException {
    List<Arm> arms = Arms.parse(String.join(",", one, two), "pass");
    visitAllLanes(arms, settings(link), Workloads.create(name, payload(name)));
  }

  @Test
  void chainMovesAsOne() throws IOException {
    List<Arm> arms = Arms.parse("tcx*3", "count");
    visitAllLanes(arms, settings("veth"), Workloads.create("UdpPackets", "64"));
  }

  /** The matched baseline takes its offloads along and leaves those of the lane behind. */
  @Test
  void matchedBaselineMovesWithItsOffloads() throws IOException {
    List<Arm> arms = Arms.parse("xdpdrv,none+xdpdrv", "pass");
    Workload stream = Workloads.create("TcpStream", "65536");
    List<ArmEvidence> evidence = visitAllLanes(arms, settings("veth"), stream);
    int hook = 2;
    int matched = 3;
    assertTrue(
        evidence.get(hook).offloadsChanged().contains("sender tso on -> off"),
        () -> evidence.get(hook).offloadsChanged().toString());
    assertEquals(evidence.get(hook).offloadsChanged(), evidence.get(matched).offloadsChanged());
    assertEquals(List.of(), evidence.get(0).offloadsChanged());
    assertEquals(List.of(), evidence.get(1).offloadsChanged());
  }

  /** What a connection has sent before an arm came to it is none of the arm's. */
  @Test
  void countsAreOfTheArmsOwnStays() throws IOException {
    List<Arm> arms = Arms.parse("tc", "pass");
    Workload workload = Workloads.create("TcpRoundTrip", "1");
    Deals deals = Deals.draw(arms.size(), arms.size(), 5);
    int[] batches = {10, 20, 40};
    try (Testbed testbed = Testbed.build(arms, settings("veth"), workload, deals)) {
      for (int s = 0; s < deals.stretches(); s++) {
        if (s > 0) {
          testbed.move();
        }
        for (int arm = 0; arm < arms.size(); arm++) {
          for (int i = 0; i < batches[arm]; i++) {
            testbed.flow(arm).batch();
          }
        }
      }
      List<ArmEvidence> evidence = testbed.evidence();
      for (int arm = 0; arm < arms.size(); arm++) {
        long operations = 3L * batches[arm] * workload.metric().operationsPerBatch();
        assertEquals(operations, evidence.get(arm).tcp().bytesAcked(), 3, arms.get(arm).id());
        assertEquals(0, evidence.get(arm).tcp().retransmits(), arms.get(arm).id());
        long packets = evidence.get(arm).rxPackets();
        assertTrue(packets >= operations && packets <= 3 * operations + 20, arm + ": " + packets);
      }
    }
  }

  @Test
  void deviceThatVanishesEndsTheMove() throws IOException {
    List<Arm> arms = Arms.parse("tc,xdpdrv", "pass");
    Deals deals = Deals.draw(arms.size(), 2, 5);
    Workload workload = Workloads.create("UdpPackets", "64");
    try (Testbed testbed = Testbed.build(arms, settings("veth"), workload, deals)) {
      testbed
          .view()
          .lanes()
          .get(2)
          .sender()
          .call(
              () -> {
                try (Rtnl rtnl = Rtnl.open()) {
                  rtnl.deleteLink(rtnl.ifindex("ha0"));
                  return null;
                }
              });
      assertThrows(KernelException.class, testbed::move);
    }
  }

  @Test
  void thereAreAsManyMovesAsDeals() throws IOException {
    List<Arm> arms = Arms.parse("tc", "pass");
    Workload workload = Workloads.create("UdpPackets", "64");
    try (Testbed testbed = Testbed.build(arms, settings("veth"), workload, 7)) {
      assertThrows(IllegalStateException.class, testbed::move);
    }
  }

  private static List<ArmEvidence> visitAllLanes(
      List<Arm> arms, LinkSettings settings, Workload workload) throws IOException {
    Deals deals = Deals.draw(arms.size(), Math.min(4, arms.size()), 11);
    try (Testbed testbed = Testbed.build(arms, settings, workload, deals)) {
      testbed.observe(BATCHES);
      for (int s = 1; s < deals.stretches(); s++) {
        testbed.move();
        Visits.toAll(arms, testbed);
        testbed.observe(BATCHES);
      }
      List<ArmEvidence> evidence = testbed.evidence();
      Visits.requireSound(arms, evidence);
      for (int arm = 0; arm < arms.size(); arm++) {
        assertEquals(
            deals.stretches(),
            evidence.get(arm).passes().size() / (BATCHES / 2),
            arms.get(arm).id());
      }
      return evidence;
    }
  }

  private static List<String> hooksHere(String workload) {
    List<String> names = new ArrayList<>();
    for (Hook hook : Hooks.all()) {
      if (hook.programKind().isPresent()
          && hook.runsOn(Workloads.create(workload, "64").events())
          && hook.scope() != Scope.MACHINE
          && hook.requiredLink().orElse("veth").equals("veth")
          && hook.ipVersion().orElse(4) == 4
          && HookProbe.refusal(hook).isEmpty()) {
        names.add(hook.name());
      }
    }
    return names;
  }

  private static String payload(String workload) {
    return switch (workload) {
      case "TcpRoundTrip" -> "1";
      case "TcpStream" -> "65536";
      default -> "64";
    };
  }

  private static LinkSettings settings(String link) {
    return new LinkSettings(
        link, true, OptionalInt.empty(), Placement.SHARED, 4, LinkSettings.AUTO);
  }
}
