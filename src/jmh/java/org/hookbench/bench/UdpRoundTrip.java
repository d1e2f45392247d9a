package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Latency of a datagram and its echo, us. {@code payload} is the bytes of each.
 *
 * @see org.hookbench.framework.workload.UdpRoundTrip
 */
public class UdpRoundTrip extends HookBenchmark {
  @Param("64")
  public int payload;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.UdpRoundTrip(payload);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int roundTrip() throws IOException {
    return cycle();
  }
}
