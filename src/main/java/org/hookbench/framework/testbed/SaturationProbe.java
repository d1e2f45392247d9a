package org.hookbench.framework.testbed;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.hookbench.framework.evidence.PlaceEvidence.Saturation;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.workload.Flow;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.sys.CpuTime;

/**
 * Looks for what limits traffic that goes as fast as it can. Long enough for clocks of 10 ms: /proc
 * counts in no finer units.
 */
final class SaturationProbe {
  private static final long NANOS = 400_000_000;
  private static final long WARM_UP_NANOS = 200_000_000;
  private static final int BITS_A_BYTE = 8;
  private static final double NANOS_A_SECOND = 1e9;

  private SaturationProbe() {}

  /** Moves batches for a while and looks at the CPUs and the device. */
  static Saturation of(Lane lane, Flow flow) throws IOException {
    move(flow, WARM_UP_NANOS);
    LinkStats passedBefore = Stays.stats(lane.receiver());
    Map<Integer, CpuTime> before = CpuTime.read();
    long begin = System.nanoTime();
    move(flow, NANOS);
    long wall = System.nanoTime() - begin;
    Map<Integer, CpuTime> after = CpuTime.read();
    LinkStats passed = Stays.stats(lane.receiver()).since(passedBefore);
    double busiest = 0;
    for (Map.Entry<Integer, CpuTime> cpu : after.entrySet()) {
      CpuTime earlier = before.get(cpu.getKey());
      if (earlier != null) {
        double idle = (double) (cpu.getValue().idle() - earlier.idle()) / wall;
        busiest = Math.max(busiest, 1 - Math.min(1, idle));
      }
    }
    long bytes = Math.max(passed.rxBytes(), passed.txBytes());
    return new Saturation(
        busiest, (long) (bytes * BITS_A_BYTE * NANOS_A_SECOND / wall), speed(lane.receiver()));
  }

  private static void move(Flow flow, long nanos) throws IOException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos) {
      flow.batch();
    }
  }

  private static long speed(Lane.End end) {
    try (Ethtool ethtool = Ethtool.open(end.namespace())) {
      OptionalLong speed = ethtool.speed(end.device());
      return speed.orElse(0);
    }
  }
}
