package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.hookbench.UsageException;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.KernelPackets;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.testing.CpuPlaces;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Leftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets that the kernel makes, on the hooks that they pass. */
@KernelTest
@ExtendWith(CpuPlaces.class)
class KernelPacketsIT {
  private static final int BATCHES = 8;
  private static final long PACKETS = (long) BATCHES * KernelPackets.BATCH;

  /** Each packet runs the program once and reaches the socket, from the very first batch on. */
  @ParameterizedTest
  @CsvSource({"ingress, 4", "ingress, 6", "egress, 4", "egress, 6"})
  void everyPacketRunsTheProgramOnce(String inject, int ip) throws Exception {
    Leftovers leftovers = Leftovers.since();
    KernelPackets workload = new KernelPackets(64, inject);
    int measured = 0;
    for (Hook hook : Hooks.all()) {
      if (hook.programKind().isEmpty()
          || !hook.runsOn(workload.events())
          || hook.lackedBy("veth", ip).isPresent()
          || hook.ipVersion().orElse(ip) != ip
          || HookProbe.refusal(hook).isPresent()) {
        continue;
      }
      measured++;
      try (VethLanes lanes = lanes(hook, ip);
          AttachPoint site = AttachPoint.of(hook, lanes.lanes().get(0), Placement.SHARED.choose());
          Flow flow = site.open(workload);
          LoadedProgram pass = site.load(ProgramSpec.parse("pass"));
          Attachment attached = site.attach(pass.program());
          ProgramStats on = ProgramStats.enable()) {
        for (int i = 0; i < BATCHES; i++) {
          assertEquals(0, flow.batch(), "lost with " + hook.name());
        }
        long runs = pass.program().info().runCount();
        if (hook.scope() == Scope.MACHINE) {
          assertTrue(runs >= PACKETS, hook.name() + " ran " + runs + " times");
        } else {
          assertEquals(PACKETS, runs, reports(ip), hook.name());
        }
      }
    }
    assertTrue(measured >= 4, measured + " hooks");
    leftovers.awaitNone();
  }

  @ParameterizedTest
  @CsvSource({"ingress, xdpdrv", "egress, xdpgeneric"})
  void whatDoesNotPassAHookDoesNotClaimTo(String inject, String name) throws IOException {
    Hook hook = Hooks.named(name).orElseThrow();
    KernelPackets workload = new KernelPackets(64, inject);
    assertFalse(hook.runsOn(workload.events()));
    try (VethLanes lanes = lanes(hook, 4);
        AttachPoint site = AttachPoint.of(hook, lanes.lanes().get(0), Placement.SHARED.choose());
        LoadedProgram pass = site.load(ProgramSpec.parse("pass"));
        Attachment attached = site.attach(pass.program());
        Flow flow = site.open(workload);
        ProgramStats on = ProgramStats.enable()) {
      assertEquals(0, flow.batch());
      assertEquals(0, pass.program().info().runCount());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ingress, tc",
    "ingress, tcx",
    "ingress, xdpgeneric",
    "egress, tc",
    "egress, tc-egress",
    "egress, xdpdrv"
  })
  void whatAProgramDropsIsLost(String inject, String name) throws IOException {
    Hook hook = Hooks.named(name).orElseThrow();
    try (VethLanes lanes = lanes(hook, 4);
        AttachPoint site = AttachPoint.of(hook, lanes.lanes().get(0), Placement.SHARED.choose());
        LoadedProgram drops = site.load(ProgramSpec.parse("drop@permille=1000"));
        Flow flow = site.open(new KernelPackets(64, inject))) {
      for (int i = 0; i < BATCHES; i++) {
        assertEquals(0, flow.batch());
      }
      try (Attachment attached = site.attach(drops.program())) {
        assertEquals(KernelPackets.BATCH, flow.batch());
      }
      assertEquals(0, flow.batch());
    }
  }

  /** As a run sees it: packets and bytes of each arm, whether a device counts them or not. */
  @ParameterizedTest
  @CsvSource({"ingress, xdpgeneric", "egress, xdpdrv"})
  void theEvidenceBearsItOut(String inject, String xdp) throws IOException {
    List<Arm> arms = Arms.parse("tc,tcx," + xdp, "pass");
    KernelPackets workload = new KernelPackets(64, inject);
    for (ArmEvidence e : Testbed.rehearse(arms, settings(4), workload)) {
      assertTrue(e.attached());
      assertEquals(KernelPackets.BATCH, e.packets());
      assertEquals(KernelPackets.BATCH, e.rxPackets());
      if (inject.equals("ingress")) {
        assertEquals(KernelPackets.BATCH * 106L, e.bytes());
      }
      assertEquals(0, e.droppedPackets());
      boolean ran = e.hits() > 0;
      assertEquals(ran ? KernelPackets.BATCH : 0, e.hits());
      assertEquals(List.of(), EvidenceCheck.of(ran, List.of(e), 0, 1).failures());
    }
  }

  @Test
  void aPacketThatDoesNotFitTheMtuIsRefusedInALine() {
    List<Arm> arms = Arms.parse("tc", "pass");
    KernelPackets workload = new KernelPackets(1472, "ingress");
    UsageException e =
        assertThrows(UsageException.class, () -> Testbed.rehearse(arms, settings(6), workload));
    assertEquals(
        "payload=1472 makes a packet of 1520 bytes, more than the MTU of 1500", e.getMessage());
  }

  /** Over IPv6 a few multicast reports of the kernel's own may stand at the beginning. */
  private static long reports(int ip) {
    return ip == 6 ? 5 : 0;
  }

  private static VethLanes lanes(Hook hook, int ip) {
    return VethLanes.create(
        1, settings(ip), Placement.SHARED.choose(), AttachPoint.needs(List.of(hook)));
  }

  private static LinkSettings settings(int ip) {
    return new LinkSettings(
        "veth", true, OptionalInt.empty(), Placement.SHARED, ip, LinkSettings.AUTO);
  }
}
