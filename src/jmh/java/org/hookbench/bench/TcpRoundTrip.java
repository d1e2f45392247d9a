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
 * Round trip of a request and its response over TCP, us. {@code payload} is the bytes of each.
 *
 * @see org.hookbench.workload.TcpRoundTrip
 */
@BenchmarkMode(Mode.SingleShotTime)
public class TcpRoundTrip {
  /** The lanes of this workload. */
  @State(Scope.Benchmark)
  public static class Lanes extends LaneState {
    @Param("1")
    public int payload;

    @Override
    protected Workload workload() {
      return new org.hookbench.workload.TcpRoundTrip(payload);
    }
  }

  /** One cycle over all arms. */
  @Benchmark
  public int roundTrip(Lanes lanes) throws IOException {
    return lanes.cycle();
  }
}
