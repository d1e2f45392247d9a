package org.hookbench.lab;

import org.hookbench.bpf.LoadedProgram;
import org.hookbench.bpf.ProgramSpec;
import org.hookbench.hook.Attachment;
import org.hookbench.hook.Hook;
import org.hookbench.hook.ProgramChoice;
import org.hookbench.netlink.Ethtool;
import org.hookbench.netlink.Offloads;
import org.hookbench.topology.Lane;
import org.hookbench.topology.Placement;

/**
 * The offloads that a lane has while a hook is attached, kept when it is not: the matched baseline,
 * which tells what a hook costs by the features that it takes away from what its program costs.
 */
final class OffloadMatch {
  private OffloadMatch() {}

  /** Gives a lane the offloads that attaching {@code pass} at the hook would leave it. */
  static void apply(Hook hook, Lane lane, Placement.Cpus cpus) {
    Offloads sender;
    Offloads ingress;
    try (LoadedProgram pass = ProgramChoice.load(ProgramSpec.parse("pass"), hook);
        Site site = Site.of(hook, lane, cpus);
        Attachment attached = site.attach(pass.program())) {
      sender = read(lane.sender());
      ingress = read(lane.ingress());
    }
    write(lane.sender(), sender);
    if (!lane.ingress().equals(lane.sender())) {
      write(lane.ingress(), ingress);
    }
  }

  /** The offloads of one end. */
  static Offloads read(Lane.End end) {
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
