package org.hookbench.framework.testbed;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.framework.workload.Event;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Workload;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.Rtnl;

/** One lane as a run has it, with the sockets of a workload that exercises a hook. */
public final class Stage implements AutoCloseable {
  private final Hook hook;
  private final VethLanes lanes;
  private final AttachPoint point;
  private final Workload workload;
  private final Flow flow;

  /** A lane for a hook, on the link and over the version of IP that it needs. */
  public Stage(Hook hook) throws IOException {
    this(hook, true);
  }

  Stage(Hook hook, boolean offload) throws IOException {
    this(hook, hook.requiredLink().orElse("veth"), hook.ipVersion().orElse(4), offload);
  }

  Stage(Hook hook, String link, int ipVersion, boolean offload) throws IOException {
    this.hook = hook;
    LinkSettings settings =
        new LinkSettings(
            link, offload, OptionalInt.empty(), Placement.SHARED, ipVersion, LinkSettings.AUTO);
    Placement.Cpus cpus = Placement.SHARED.choose();
    lanes = VethLanes.create(1, settings, cpus, AttachPoint.needs(List.of(hook)));
    point = AttachPoint.of(hook, lane(), cpus);
    // a workload in which a packet is a packet: no acknowledgements, no segments
    workload =
        hook.runsOn(Set.of(Event.PACKET))
            ? Workloads.create("UdpPackets", "64")
            : Workloads.with(hook.event());
    flow = point.open(workload);
  }

  Hook hook() {
    return hook;
  }

  /** Attaches a program where a run would. */
  public Attachment attach(BpfProgram program) {
    return point.attach(program);
  }

  /** Attaches a program as on a device of others. */
  Attachment attachForProcess(BpfProgram program) {
    Target target = target();
    return target.namespace().call(() -> Hooks.attachForProcess(hook, target, program));
  }

  /** What a program is attached to. */
  public Target target() {
    return point.target();
  }

  /**
   * Moves traffic.
   *
   * @return how many operations were lost
   */
  int move(int batches) throws IOException {
    int lost = 0;
    for (int i = 0; i < batches; i++) {
      lost += flow.batch();
    }
    return lost;
  }

  /** How often a program must have run at the least: of a stream, once a block. */
  long leastRuns(int batches) {
    return hook.event() == Event.DATA ? batches : operations(batches);
  }

  long operations(int batches) {
    return (long) batches * workload.metric().operationsPerBatch();
  }

  /** Takes the devices away, as a user's {@code ip link del} does. */
  void deleteDevices() {
    try (Rtnl rtnl = Rtnl.open(lane().sender().namespace())) {
      rtnl.deleteLink(lane().sender().ifindex());
    }
  }

  /** Loads a program as a run does, which may be told where to send packets. */
  LoadedProgram load(String program) {
    return point.load(ProgramSpec.parse(program));
  }

  Lane lane() {
    return lanes.lanes().get(0);
  }

  @Override
  public void close() throws IOException {
    flow.close();
    point.close();
    lanes.close();
  }
}
