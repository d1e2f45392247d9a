package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A TCP connection from its beginning to its end, us.
 *
 * @see org.hookbench.framework.workload.TcpConnect
 */
public class TcpConnect extends HookBenchmark {
  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.TcpConnect();
  }

  /** One cycle over all arms. */
  @Benchmark
  public int connection() throws IOException {
    return cycle();
  }
}
