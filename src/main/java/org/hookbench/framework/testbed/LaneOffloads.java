package org.hookbench.framework.testbed;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.Offloads;

/**
 * Which offloads the devices of a lane have on.
 *
 * @param sender the sender's device
 * @param ingress the device at which packets come in; the same as the sender's on loopback
 */
record LaneOffloads(Offloads sender, Offloads ingress) {
  /** What is on now. */
  static LaneOffloads read(Lane lane) {
    return new LaneOffloads(read(lane.sender()), read(lane.ingress()));
  }

  /**
   * Those that a lane has while {@code pass} is attached at a hook. Kept without the hook they make
   * the matched baseline, which tells what a hook costs by the features that it takes away from
   * what its program costs.
   */
  static LaneOffloads with(Hook hook, OpenLane lane) {
    AttachPoint point = new AttachPoint(hook, lane);
    try (LoadedProgram pass = ProgramChoice.load(ProgramSpec.parse("pass"), hook);
        Attachment attached = point.attach(pass.program())) {
      return read(lane.lane());
    }
  }

  /** Switches a lane's offloads to these. */
  void apply(Lane lane) {
    write(lane.sender(), sender);
    if (!lane.ingress().isSameDevice(lane.sender())) {
      write(lane.ingress(), ingress);
    }
  }

  /** What others, seen later, have changed, one line a feature: {@code "sender tso on -> off"}. */
  List<String> changes(LaneOffloads later, Lane lane) {
    List<String> changes = new ArrayList<>();
    sender.diff(later.sender).forEach(c -> changes.add("sender " + c));
    if (!lane.ingress().isSameDevice(lane.sender())) {
      String end = lane.forwarder().isPresent() ? "forwarder " : "receiver ";
      ingress.diff(later.ingress).forEach(c -> changes.add(end + c));
    }
    return changes;
  }

  private static Offloads read(Lane.End end) {
    try (Ethtool ethtool = Ethtool.open(end.namespace())) {
      return ethtool.get(end.device());
    }
  }

  private static void write(Lane.End end, Offloads offloads) {
    try (Ethtool ethtool = Ethtool.open(end.namespace())) {
      ethtool.apply(end.device(), offloads);
    }
  }
}
