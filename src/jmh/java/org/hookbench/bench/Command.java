package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Any client and server as traffic: a slice is one run of the client, and its value is read from
 * the client's output or is its time.
 *
 * @see org.hookbench.framework.workload.Command
 */
public class Command extends HookBenchmark {
  /** The server's command, with {@code {address}}, {@code {port}} and {@code {dir}}. */
  @Param(org.hookbench.framework.workload.Command.NONE)
  public String server;

  /** The client's. */
  @Param(org.hookbench.framework.workload.Command.NONE)
  public String client;

  /** {@code wall}, {@code cpu}, {@code regex:PATTERN} or {@code json:/POINTER}. */
  @Param("wall")
  public String metric;

  /** What the metric's values are shown in. */
  @Param(org.hookbench.framework.workload.Command.AUTO)
  public String unit;

  /** {@code higher} or {@code lower}, where the unit does not tell. */
  @Param(org.hookbench.framework.workload.Command.AUTO)
  public String better;

  /** The port that the server listens on; auto: a free one. */
  @Param(org.hookbench.framework.workload.Command.AUTO)
  public String port;

  /** How long the client may run. */
  @Param("30s")
  public String limit;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.Command(
        server, client, metric, unit, better, port, limit);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int run() throws IOException {
    return cycle();
  }
}
