package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.TcpRoundTrip;
import org.hookbench.framework.workload.TcpStream;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramStats;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A third namespace between the ends: what forwards there, and that all of it arrives. */
@KernelTest
class ForwardIT {
  private static final int BATCHES = 10;

  /** With nothing attached the stack forwards: each packet loses a hop of its TTL on the way. */
  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void withoutAProgramTheStackForwards(int ipVersion) throws IOException {
    try (Stage stage = new Stage(Hooks.none(), LinkSettings.FORWARD, ipVersion, true)) {
      long before = forwarded(stage, ipVersion);
      assertEquals(0, stage.move(BATCHES), "lost");
      assertTrue(forwarded(stage, ipVersion) - before >= stage.operations(BATCHES));
    }
  }

  /** Redirected, none is the stack's to forward, and all are counted by the receiver's device. */
  @ParameterizedTest
  @CsvSource({
    "tc, redirect, 4",
    "tc, redirect, 6",
    "tcx, redirect, 4",
    "tc, redirect@peer=1, 4",
    "tcx, redirect@peer=1, 6",
    "xdpgeneric, redirect, 4",
    "xdpgeneric, redirect, 6",
    "xdpdrv, redirect, 4",
    "xdpdrv, redirect, 6",
    "xdpdrv-link, redirect, 4"
  })
  void redirectedPacketsArriveAtTheNextHost(String hook, String program, int ipVersion)
      throws IOException {
    // native XDP forgets that a checksum is still to be filled in, so it is filled in before
    try (Stage stage =
            new Stage(
                Hooks.named(hook).orElseThrow(),
                LinkSettings.FORWARD,
                ipVersion,
                !hook.startsWith("xdpdrv"));
        LoadedProgram loaded = stage.load(program);
        Attachment attachment = stage.attach(loaded.program());
        ProgramStats on = ProgramStats.enable()) {
      assertEquals(stage.lane().ingress().ifindex(), stage.target().ifindex());
      long stack = forwarded(stage, ipVersion);
      long ran = loaded.program().info().runCount();
      LinkStats received = stats(stage.lane().receiver());
      assertEquals(0, stage.move(BATCHES), "lost");
      long runs = loaded.program().info().runCount() - ran;
      assertTrue(runs >= stage.operations(BATCHES), runs + " runs");
      assertEquals(
          stage.operations(BATCHES),
          stats(stage.lane().receiver()).since(received).rxPackets(),
          ipVersion == 6 ? 5 : 0);
      // over IPv6 a few of the kernel's own may stand at the beginning
      assertTrue(forwarded(stage, ipVersion) - stack <= (ipVersion == 6 ? 5 : 0));
    }
  }

  /** A whole fork's bench: streams and round trips through the forwarder, by the stack and not. */
  @ParameterizedTest
  @CsvSource({"TcpStream, on", "TcpRoundTrip, on", "TcpStream, off", "TcpRoundTrip, off"})
  void connectionsLiveOnTheirWayBackThroughTheStack(String name, String offload)
      throws IOException {
    List<String> hooks =
        offload.equals("on") ? List.of("tc", "tcx", "xdpgeneric") : List.of("tc", "xdpdrv");
    List<Arm> arms = Arms.parse(String.join(",", hooks), "pass,redirect");
    Workload workload =
        name.equals("TcpStream") ? new TcpStream(TcpStream.BLOCK) : new TcpRoundTrip(1);
    LinkSettings settings =
        new LinkSettings(
            LinkSettings.FORWARD,
            offload.equals("on"),
            OptionalInt.empty(),
            Placement.SHARED,
            4,
            LinkSettings.AUTO);
    for (ArmEvidence e : Testbed.rehearse(arms, settings, workload)) {
      assertTrue(e.attached(), e.toString());
      assertTrue(e.tcp().bytesAcked() > 0, e.toString());
    }
  }

  /** What the forwarder's stack has forwarded, by its own account. */
  private static long forwarded(Stage stage, int ipVersion) {
    return stage
        .lane()
        .forwarder()
        .orElseThrow()
        .ingress()
        .namespace()
        .call(() -> Snmp.forwarded(ipVersion));
  }

  private static LinkStats stats(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.get(end.ifindex()).stats();
    }
  }

  /** The calling thread's namespace's counters: proc_net(5). */
  private static final class Snmp {
    private Snmp() {}

    static long forwarded(int ipVersion) throws IOException {
      if (ipVersion == 6) {
        return lines("/proc/thread-self/net/snmp6").stream()
            .filter(l -> l.startsWith("Ip6OutForwDatagrams"))
            .mapToLong(l -> Long.parseLong(l.split("\\s+")[1]))
            .sum();
      }
      List<String> ip =
          lines("/proc/thread-self/net/snmp").stream().filter(l -> l.startsWith("Ip:")).toList();
      int column = List.of(ip.get(0).split(" ")).indexOf("ForwDatagrams");
      return Long.parseLong(ip.get(1).split(" ")[column]);
    }

    private static List<String> lines(String file) throws IOException {
      return java.nio.file.Files.readAllLines(java.nio.file.Path.of(file));
    }
  }
}
