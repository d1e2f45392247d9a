package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A TCP connection from its beginning to its end, us.
 *
 * @see org.hookbench.workload.TcpConnect
 */
@BenchmarkMode(Mode.SingleShotTime)
public class TcpConnect {
  /** The lanes of this workload. */
  @State(Scope.Benchmark)
  public static class Lanes extends LaneState {
    @Override
    protected Workload workload() {
      return new org.hookbench.workload.TcpConnect();
    }
  }

  /** One cycle over all arms. */
  @Benchmark
  public int connection(Lanes lanes) throws IOException {
    return lanes.cycle();
  }
}
