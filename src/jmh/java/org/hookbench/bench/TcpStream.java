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
 * Goodput of a TCP stream, Gbit/s as received. {@code payload} is the bytes of a write.
 *
 * @see org.hookbench.workload.TcpStream
 */
@BenchmarkMode(Mode.SingleShotTime)
public class TcpStream {
  /** The lanes of this workload. */
  @State(Scope.Benchmark)
  public static class Lanes extends LaneState {
    @Param("262144")
    public int payload;

    @Override
    protected Workload workload() {
      return new org.hookbench.workload.TcpStream(payload);
    }
  }

  /** One cycle over all arms. */
  @Benchmark
  public int goodput(Lanes lanes) throws IOException {
    return lanes.cycle();
  }
}
