package org.hookbench.framework.profile;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.netns.NetNs;

/**
 * What a profiler may see of a fork's bench.
 *
 * @param lanes one an arm, in the order of arms, the baseline first
 * @param cpus the CPUs that the lanes' ends are pinned to; empty where they are not
 * @param operation what the workload's operations are, e.g. {@code "packet"}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TestbedView(List<LaneView> lanes, BitSet cpus, String operation) {
  /**
   * One arm's lane.
   *
   * @param arm the arm's id
   * @param programs its programs, in the order that they run
   * @param sender the namespace of the sending end
   * @param connection the two ends of its TCP connection, sender first, where it has one
   * @param received what the receiving device has taken in so far
   */
  public record LaneView(
      String arm,
      List<BpfProgram> programs,
      NetNs sender,
      Optional<InetSocketAddress[]> connection,
      Supplier<LinkStats> received) {}
}
