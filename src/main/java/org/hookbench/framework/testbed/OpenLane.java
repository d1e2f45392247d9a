package org.hookbench.framework.testbed;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.hook.Side;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.remote.FarEnds;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Workload;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.kernel.sys.KernelException;

/**
 * A lane made ready for every arm of a run: a cgroup for the sockets of a side where some hook of
 * the run is attached to one, and the workload's sockets. It stays while arms come and go.
 */
final class OpenLane implements AutoCloseable {
  private final Lane lane;
  private final Map<Side, Cgroup> cgroups;
  private final LaneOffloads asMade;
  private final boolean receives;
  private LaneWire wire;
  private Optional<Flow> flow = Optional.empty();

  private OpenLane(Lane lane, Placement.Cpus cpus, Map<Side, Cgroup> cgroups, boolean receives) {
    this.lane = lane;
    this.cgroups = cgroups;
    this.receives = receives;
    this.wire = new LaneWire(lane, cpus, cgroups, Optional.empty());
    this.asMade = LaneOffloads.read(lane);
  }

  /**
   * Makes what the scopes of hooks need.
   *
   * @param hooks all of the run, for lanes must be alike
   */
  static OpenLane of(Lane lane, Placement.Cpus cpus, Collection<Hook> hooks) {
    return of(lane, cpus, hooks, false);
  }

  /**
   * The same of a lane that may have a peer.
   *
   * @param peerReceives whether this host sends to it; otherwise the peer sends
   */
  static OpenLane of(Lane lane, Placement.Cpus cpus, Collection<Hook> hooks, boolean peerReceives) {
    Map<Side, Cgroup> cgroups = new EnumMap<>(Side.class);
    try {
      for (Hook hook : hooks) {
        if (hook.scope() == Scope.CGROUP) {
          // the one socket that there is towards a peer is both sides'
          Side side = lane.peer().isPresent() ? Side.RECEIVER : hook.side();
          cgroups.computeIfAbsent(side, s -> Cgroup.create());
        }
      }
      return new OpenLane(lane, cpus, cgroups, peerReceives);
    } catch (RuntimeException e) {
      cgroups.values().forEach(Cgroup::close);
      throw e;
    }
  }

  Lane lane() {
    return lane;
  }

  /** The lane as its sockets see it. */
  LaneWire wire() {
    return wire;
  }

  /** The offloads that it had when no arm had been on it. */
  LaneOffloads asMade() {
    return asMade;
  }

  /** Whether its peer receives, and this host sends. */
  boolean peerReceives() {
    return receives;
  }

  /** Whether it has open sockets. */
  boolean isOpen() {
    return flow.isPresent();
  }

  /** Opens the workload's sockets where none are open. */
  void open(Workload workload) throws IOException {
    if (lane.peer().isPresent() && wire.far().isEmpty()) {
      wire = wire.to(FarEnds.open(lane, receives));
    }
    if (flow.isEmpty()) {
      flow = Optional.of(workload.open(wire));
    }
  }

  /** Closes the sockets, so that the next arm has new ones. */
  void closeSockets() throws IOException {
    if (flow.isPresent()) {
      flow.get().close();
      flow = Optional.empty();
    }
  }

  /** What the peer has counted; its sockets are closed, for some say it only then. */
  Map<String, Long> peerCounts() throws IOException {
    if (wire.far().isEmpty()) {
      return Map.of();
    }
    closeSockets();
    return wire.far().get().counts();
  }

  /** How the peer's device is set; empty where it does not say. */
  Map<String, String> peerDevice() throws IOException {
    return wire.far().isEmpty() ? Map.of() : wire.far().get().device();
  }

  /**
   * The open sockets.
   *
   * @throws IllegalStateException where none are open
   */
  Flow flow() {
    return flow.orElseThrow(() -> new IllegalStateException("the lane has no open sockets"));
  }

  /** The cgroup that a side's sockets belong to. */
  Cgroup cgroup(Side side) {
    Side of = lane.peer().isPresent() ? Side.RECEIVER : side;
    return Objects.requireNonNull(cgroups.get(of), "no hook of this run needs this cgroup");
  }

  /**
   * Makes sure that an arm has left the lane as it was.
   *
   * @param arm what to call the arm
   * @throws KernelException where it has not
   */
  void requireAsMade(String arm) {
    String changes = String.join(", ", asMade.changes(LaneOffloads.read(lane), lane));
    if (!changes.isEmpty()) {
      throw new KernelException(
          "put " + lane.sender().device() + " and its peer back as they were before " + arm,
          0,
          "still changed: " + changes);
    }
  }

  @Override
  public void close() {
    try {
      closeSockets();
      if (wire.far().isPresent()) {
        wire.far().get().close();
      }
    } catch (IOException e) {
      // the sockets end with the namespace or the process
      flow = Optional.empty();
    }
    cgroups.values().forEach(Cgroup::close);
  }
}
