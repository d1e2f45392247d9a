package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Cost of a small datagram of an unconnected socket, ns a packet. {@code payload} is its bytes.
 *
 * @see org.hookbench.workload.UdpPackets
 */
@BenchmarkMode(Mode.SingleShotTime)
public class UdpUnconnected {
  /** The lanes of this workload. */
  @State(Scope.Benchmark)
  public static class Lanes extends LaneState {
    @Param("64")
    public int payload;

    @Override
    protected Workload workload() {
      return new org.hookbench.workload.UdpPackets(payload, false);
    }
  }

  /** One cycle over all arms. */
  @Benchmark
  public int cost(Lanes lanes) throws IOException {
    return lanes.cycle();
  }
}
