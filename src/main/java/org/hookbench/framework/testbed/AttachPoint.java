package org.hookbench.framework.testbed;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hookbench.framework.attachment.RunAttachments;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.hook.Side;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.LaneNeeds;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.workload.Event;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.NextHop;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.SocketFd;

/**
 * The place of a hook on an open lane. A program is attached before the sockets open, for a
 * device's features shape a connection from its first packet; at a socket it can only be attached
 * afterwards.
 *
 * @param hook the hook
 * @param lane the lane
 */
record AttachPoint(Hook hook, OpenLane lane) implements AutoCloseable {
  /** On a lane of its own, which is closed with it. */
  static AttachPoint of(Hook hook, Lane lane, Placement.Cpus cpus) {
    return new AttachPoint(hook, OpenLane.of(lane, cpus, List.of(hook)));
  }

  /** What hooks need of every lane of a run. */
  static LaneNeeds needs(Collection<Hook> hooks) {
    return new LaneNeeds(
        hooks.stream().anyMatch(h -> h.scope() == Scope.NAMESPACE),
        hooks.stream().anyMatch(h -> h.event() == Event.DISSECTION));
  }

  /** Whether the sockets must be open before a program can be attached. */
  boolean socketsFirst() {
    return hook.scope() == Scope.SOCKET;
  }

  /** The end that the program is attached at. */
  Lane.End end() {
    if (hook.side() == Side.SENDER) {
      return lane.lane().sender();
    }
    return isOnTheWay() ? lane.lane().ingress() : lane.lane().receiver();
  }

  /** Whether the hook sees packets for the receiver wherever they come in by a device. */
  private boolean isOnTheWay() {
    return hook.side() == Side.RECEIVER && hook.scope() == Scope.DEVICE;
  }

  /** Whether a program that redirects is told where to send, and so belongs to this lane. */
  boolean aims() {
    return isOnTheWay() && lane.lane().forwarder().isPresent();
  }

  /** Loads a program for the hook; one that redirects is told where to. */
  LoadedProgram load(ProgramSpec spec) {
    ProgramSpec aimed = aims() ? spec.towards(hop(lane.lane().forwarder().orElseThrow())) : spec;
    return end().namespace().call(() -> ProgramChoice.load(aimed, hook));
  }

  private static NextHop hop(Lane.Forwarder forwarder) {
    return new NextHop(
        forwarder.egress().ifindex(),
        forwarder.egressMac().bytes(),
        forwarder.receiverMac().bytes());
  }

  /** Opens the workload's sockets. */
  Flow open(Workload workload) throws IOException {
    lane.open(workload);
    return lane.flow();
  }

  /** Attaches a program, to a hook that takes one; at the first of several sockets. */
  Attachment attach(BpfProgram program) {
    return attach(program, target());
  }

  /** The same at each of several sockets. */
  List<Attachment> attachAll(BpfProgram program) {
    List<Attachment> attached = new ArrayList<>();
    try {
      for (Target target : targets()) {
        attached.add(attach(program, target));
      }
      return attached;
    } catch (RuntimeException e) {
      attached.forEach(Attachment::close);
      throw e;
    }
  }

  /**
   * Puts another program in the place of one that is attached here.
   *
   * @return false where that can't be: nothing has changed then
   */
  boolean exchange(Attachment there, BpfProgram before, BpfProgram next) {
    return end()
        .namespace()
        .call(
            () ->
                lane.lane().existing()
                    ? RunAttachments.exchange(hook, target(), there, before, next)
                    : Hooks.exchange(hook, there, before, next));
  }

  private Attachment attach(BpfProgram program, Target target) {
    boolean briefly = lane.lane().existing();
    return end()
        .namespace()
        .call(
            () ->
                briefly
                    ? RunAttachments.attach(hook, target, program)
                    : Hooks.attach(hook, target, program));
  }

  /** What a program is attached to. */
  Target target() {
    return targets().get(0);
  }

  /** One thing, or each of the lane's sockets. */
  private List<Target> targets() {
    int ipVersion = end().address() instanceof Inet6Address ? 6 : 4;
    Target device =
        new Target(end().namespace(), end().device(), end().ifindex()).withIpVersion(ipVersion);
    return switch (hook.scope()) {
      case DEVICE, NAMESPACE, MACHINE -> List.of(device);
      case ROUTE ->
          List.of(device.withRoute(hook.side() == Side.SENDER ? end().toPeer() : end().toSelf()));
      case CGROUP -> List.of(device.withCgroup(lane.cgroup(hook.side()).fd()));
      case SOCKET -> lane.flow().allEnds().stream().map(e -> device.withSocket(socket(e))).toList();
    };
  }

  private int socket(InetSocketAddress[] ends) {
    // towards a peer only the first of both is here
    int own = hook.side() == Side.SENDER || lane.lane().peer().isPresent() ? 0 : 1;
    return SocketFd.find(end().namespace().inode(), ends[own], ends[1 - own]);
  }

  @Override
  public void close() {
    lane.close();
  }
}
