package org.hookbench.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.bpf.BpfObject;
import org.hookbench.bpf.BpfProgram;
import org.hookbench.bpf.ProgramSpec;
import org.hookbench.evidence.ArmEvidence;
import org.hookbench.experiment.Arm;
import org.hookbench.hook.Attachment;
import org.hookbench.hook.Hook;
import org.hookbench.hook.Hooks;
import org.hookbench.hook.ProgramKind;
import org.hookbench.netlink.Ethtool;
import org.hookbench.netlink.LinkStats;
import org.hookbench.netlink.Offloads;
import org.hookbench.netlink.Rtnl;
import org.hookbench.netlink.SockDiag;
import org.hookbench.netlink.TcpInfo;
import org.hookbench.topology.Lane;
import org.hookbench.topology.Placement;
import org.hookbench.workload.Flow;
import org.hookbench.workload.Workload;

/** One arm on its lane: program attached, sockets open, and what can be seen of it. */
final class ArmRig implements AutoCloseable {
  private final Arm arm;
  private final Lane lane;
  private final Workload workload;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<ArmEvidence.Pass> passes = new ArrayList<>();
  private final List<String> offloadsChanged = new ArrayList<>();
  private Optional<BpfProgram> program = Optional.empty();
  private Attachment attachment;
  private Flow flow;
  private boolean attachedThroughout = true;
  private LinkStats senderBefore;
  private LinkStats receiverBefore;

  private ArmRig(Arm arm, Lane lane, Workload workload) {
    this.arm = arm;
    this.lane = lane;
    this.workload = workload;
  }

  /** Loads, attaches and opens everything for one arm. */
  static ArmRig build(Arm arm, Lane lane, Workload workload, Placement.Cpus cpus) {
    ArmRig rig = new ArmRig(arm, lane, workload);
    try {
      rig.make(cpus);
      rig.senderBefore = stats(lane.sender());
      rig.receiverBefore = stats(lane.receiver());
      return rig;
    } catch (RuntimeException e) {
      rig.close();
      throw e;
    } catch (IOException e) {
      rig.close();
      throw new IllegalStateException(
          workload.name() + ": the sockets of arm " + arm.id() + " failed: " + e.getMessage(), e);
    }
  }

  Flow flow() {
    return flow;
  }

  /** Moves some batches and notes what crossed the device and how often the program ran. */
  void observe(int batches) throws IOException {
    attachedThroughout &= isAttached();
    LinkStats before = stats(lane.receiver());
    Optional<BpfProgram.Info> programBefore = program.map(BpfProgram::info);
    for (int i = 0; i < batches; i++) {
      flow.batch();
    }
    LinkStats crossed = stats(lane.receiver()).since(before);
    long hits = 0;
    long nanos = 0;
    if (program.isPresent()) {
      BpfProgram.Info after = program.get().info();
      hits = after.runCount() - programBefore.orElseThrow().runCount();
      nanos = after.runTimeNanos() - programBefore.orElseThrow().runTimeNanos();
    }
    passes.add(
        new ArmEvidence.Pass(
            (long) batches * workload.operationsPerBatch(),
            crossed.rxPackets(),
            crossed.rxBytes(),
            hits,
            nanos));
  }

  ArmEvidence evidence() {
    LinkStats received = stats(lane.receiver()).since(receiverBefore);
    LinkStats sent = stats(lane.sender()).since(senderBefore);
    return new ArmEvidence(
        attachedThroughout && isAttached(),
        List.copyOf(passes),
        received.rxPackets(),
        received.rxBytes(),
        received.rxDropped() + sent.txDropped(),
        List.copyOf(offloadsChanged),
        flow.connection().map(this::tcp).orElse(null));
  }

  @Override
  public void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      try {
        open.get(i).close();
      } catch (Exception e) {
        // the namespace goes with the lab, and takes with it what could not be closed
        continue;
      }
    }
    open.clear();
  }

  private void make(Placement.Cpus cpus) throws IOException {
    Hook hook =
        Hooks.named(arm.hook())
            .orElseThrow(() -> new IllegalArgumentException("unknown hook '" + arm.hook() + "'"));
    Site site = Site.of(hook, lane, cpus);
    open.add(site);
    if (site.socketsFirst()) {
      openSockets(site);
      attach(site, hook);
    } else {
      attach(site, hook);
      openSockets(site);
    }
  }

  private void openSockets(Site site) throws IOException {
    flow = site.open(workload);
    open.add(flow);
  }

  private void attach(Site site, Hook hook) {
    Offloads senderBefore = offloads(lane.sender());
    Offloads receiverBefore = offloads(lane.receiver());
    program = hook.programKind().map(kind -> load(kind, hook));
    attachment = site.attach(program.orElse(null));
    open.add(attachment);
    note("sender ", senderBefore, offloads(lane.sender()));
    if (!lane.receiver().equals(lane.sender())) {
      note("receiver ", receiverBefore, offloads(lane.receiver()));
    }
  }

  private void note(String end, Offloads before, Offloads after) {
    before.diff(after).forEach(change -> offloadsChanged.add(end + change));
  }

  private BpfProgram load(ProgramKind kind, Hook hook) {
    ProgramSpec spec = ProgramSpec.parse(arm.program());
    BpfObject object = spec.open();
    open.add(object);
    return kind.load(spec, object, hook.name());
  }

  private boolean isAttached() {
    OptionalInt there = attachment.query();
    return program.isEmpty()
        ? there.isEmpty()
        : there.isPresent() && there.getAsInt() == program.get().id();
  }

  private ArmEvidence.Tcp tcp(InetSocketAddress[] ends) {
    try (SockDiag diag = SockDiag.open(lane.sender().namespace())) {
      TcpInfo info = diag.tcpInfo(ends[0], ends[1]);
      return new ArmEvidence.Tcp(
          info.congestionControl(),
          info.retransmitsTotal(),
          info.congestionWindow(),
          info.mss(),
          info.rttMicros(),
          info.bytesAcked());
    }
  }

  private static LinkStats stats(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.get(end.ifindex()).stats();
    }
  }

  private static Offloads offloads(Lane.End end) {
    try (Ethtool ethtool = Ethtool.open(end.namespace())) {
      return ethtool.get(end.device());
    }
  }
}
