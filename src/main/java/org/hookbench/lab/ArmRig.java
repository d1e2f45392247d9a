package org.hookbench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.hookbench.bpf.BpfProgram;
import org.hookbench.bpf.LoadedProgram;
import org.hookbench.bpf.ProgramSpec;
import org.hookbench.bpf.SamplePacket;
import org.hookbench.bpf.TestRun;
import org.hookbench.evidence.ArmEvidence;
import org.hookbench.experiment.Arm;
import org.hookbench.hook.Attachment;
import org.hookbench.hook.Chain;
import org.hookbench.hook.ProgramKind;
import org.hookbench.hook.Scope;
import org.hookbench.hook.Tracing;
import org.hookbench.kernel.KernelException;
import org.hookbench.kernel.Softnet;
import org.hookbench.netlink.LinkStats;
import org.hookbench.netlink.Offloads;
import org.hookbench.netlink.Rtnl;
import org.hookbench.netlink.SockDiag;
import org.hookbench.netlink.TcpInfo;
import org.hookbench.profile.LabView;
import org.hookbench.topology.Lane;
import org.hookbench.topology.Placement;
import org.hookbench.workload.Flow;
import org.hookbench.workload.Workload;

/**
 * One arm on its lane: its programs attached (those of the whole machine only loaded, see {@link
 * MachineArms}), sockets open, and what can be seen of it. Where a chain of programs is attached,
 * the last one tells how often all of it ran.
 */
final class ArmRig implements AutoCloseable, MachineArms.Member {
  private static final int TEST_RUNS = 200_000;

  private final Arm arm;
  private final Lane lane;
  private final Workload workload;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<ArmEvidence.Pass> passes = new ArrayList<>();
  private final List<String> offloadsChanged = new ArrayList<>();
  private final List<BpfProgram> programs = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final Chain chain;
  private Site site;
  private Flow flow;
  private boolean attachedThroughout = true;
  private LinkStats senderBefore;
  private LinkStats receiverBefore;

  private ArmRig(Arm arm, Lane lane, Workload workload) {
    this.arm = arm;
    this.lane = lane;
    this.workload = workload;
    this.chain = Chain.of(arm.hook());
  }

  /** Loads, attaches and opens everything for one arm. */
  static ArmRig build(Arm arm, Lane lane, Workload workload, Placement.Cpus cpus) {
    ArmRig rig = new ArmRig(arm, lane, workload);
    try {
      rig.make(cpus);
      rig.senderBefore = stats(lane.sender());
      rig.receiverBefore = stats(lane.receiver());
      return rig;
    } catch (UncheckedIOException e) {
      rig.close();
      throw rig.failed(e.getCause());
    } catch (RuntimeException e) {
      rig.close();
      throw e;
    } catch (IOException e) {
      rig.close();
      throw rig.failed(e);
    }
  }

  private IllegalStateException failed(IOException e) {
    return new IllegalStateException(
        workload.name() + ": the sockets of arm " + arm.id() + " failed: " + e.getMessage(), e);
  }

  Flow flow() {
    return flow;
  }

  @Override
  public boolean isMachineWide() {
    return chain.hook().scope() == Scope.MACHINE;
  }

  @Override
  public boolean isTreated() {
    return arm.isTreated();
  }

  @Override
  public void attachForNow() {
    for (BpfProgram program : programs) {
      attachments.add(site.attach(program));
    }
  }

  @Override
  public void detach() {
    for (int i = attachments.size() - 1; i >= 0; i--) {
      attachments.remove(i).close();
    }
  }

  /** Moves some batches and notes what crossed the device and how often the program ran. */
  void observe(int batches) throws IOException {
    attachedThroughout &= isAttached();
    Counters before = counters();
    for (int i = 0; i < batches; i++) {
      flow.batch();
    }
    passes.add(counters().since(before, (long) batches * workload.operationsPerBatch()));
  }

  /** Read in one order, so that what passes meanwhile is in none of them longer than in another. */
  private Counters counters() {
    LinkStats passed = passed();
    OptionalLong machine =
        runsForEveryPacket() ? OptionalLong.of(Softnet.received()) : OptionalLong.empty();
    return new Counters(passed.rxPackets(), passed.rxBytes(), machine, hits(), hitNanos());
  }

  /** Whether its program stands where the kernel counts all packets of the machine. */
  private boolean runsForEveryPacket() {
    return isMachineWide() && last().target().filter(Tracing.TRACEPOINT::equals).isPresent();
  }

  private long hits() {
    return programs.isEmpty() ? 0 : last().info().runCount();
  }

  private long hitNanos() {
    return programs.stream().mapToLong(p -> p.info().runTimeNanos()).sum();
  }

  private BpfProgram last() {
    return programs.get(programs.size() - 1);
  }

  LabView.LaneView view() {
    return new LabView.LaneView(
        arm.id(),
        List.copyOf(programs),
        lane.sender().namespace(),
        flow.connection(),
        () -> stats(lane.receiver()));
  }

  ArmEvidence evidence() {
    LinkStats received = stats(lane.receiver()).since(receiverBefore);
    LinkStats sent = stats(lane.sender()).since(senderBefore);
    return new ArmEvidence(
        attachedThroughout && (isMachineWide() || isAttached()),
        List.copyOf(passes),
        received.rxPackets(),
        received.rxBytes(),
        received.rxDropped() + sent.txDropped(),
        List.copyOf(offloadsChanged),
        flow.connection().map(this::tcp).orElse(null),
        testRun());
  }

  /** What the devices took in that the arm's hook sees packets of. */
  private LinkStats passed() {
    LinkStats receiver = stats(lane.receiver());
    return isMachineWide() && !lane.sender().equals(lane.receiver())
        ? receiver.plus(stats(lane.sender()))
        : receiver;
  }

  /** The program's own time, on a packet that is not on any wire. */
  private Double testRun() {
    if (programs.isEmpty() || !chain.hook().programKind().orElseThrow().hasTimedTestRun()) {
      return null;
    }
    try {
      return (double) TestRun.of(last(), SamplePacket.udp(64), TEST_RUNS).nanosPerRun();
    } catch (KernelException e) {
      // not every program type has one (ENOTSUPP)
      return null;
    }
  }

  @Override
  public void close() {
    if (isMachineWide()) {
      detach();
    }
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
    Offloads sender = OffloadMatch.read(lane.sender());
    Offloads ingress = OffloadMatch.read(lane.ingress());
    if (!arm.isTreated()) {
      arm.matches().ifPresent(to -> OffloadMatch.apply(Chain.of(to).hook(), lane, cpus));
    }
    site = Site.of(chain.hook(), lane, cpus);
    open.add(site);
    if (site.socketsFirst()) {
      openSockets();
      attach();
    } else {
      attach();
      openSockets();
    }
    note("sender ", sender, OffloadMatch.read(lane.sender()));
    if (!lane.ingress().equals(lane.sender())) {
      String end = lane.forwarder().isPresent() ? "forwarder " : "receiver ";
      note(end, ingress, OffloadMatch.read(lane.ingress()));
    }
  }

  private void openSockets() throws IOException {
    flow = site.open(workload);
    open.add(flow);
  }

  private void attach() {
    if (chain.hook().programKind().isEmpty()) {
      attachments.add(site.attach(null));
      return;
    }
    ProgramSpec last = ProgramSpec.parse(arm.program());
    boolean yields = chain.hook().programKind().get() == ProgramKind.TC;
    for (int i = 1; i <= chain.depth(); i++) {
      ProgramSpec spec = yields && i < chain.depth() ? last.yielding() : last;
      LoadedProgram loaded = site.load(spec);
      open.add(loaded);
      programs.add(loaded.program());
      if (isMachineWide()) {
        continue;
      }
      Attachment attachment = site.attach(loaded.program());
      open.add(attachment);
      attachments.add(attachment);
    }
  }

  private void note(String end, Offloads before, Offloads after) {
    before.diff(after).forEach(change -> offloadsChanged.add(end + change));
  }

  private boolean isAttached() {
    if (attachments.size() < programs.size()) {
      return false;
    }
    for (int i = 0; i < attachments.size(); i++) {
      OptionalInt there = attachments.get(i).query();
      OptionalInt ours =
          programs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(programs.get(i).id());
      if (!there.equals(ours)) {
        return false;
      }
    }
    return true;
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
}
