package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Round trip of a request and its response over TCP, us. {@code payload} is the bytes of each.
 *
 * @see org.hookbench.framework.workload.TcpRoundTrip
 */
public class TcpRoundTrip extends HookBenchmark {
  @Param("1")
  public int payload;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.TcpRoundTrip(payload);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int roundTrip() throws IOException {
    return cycle();
  }
}
