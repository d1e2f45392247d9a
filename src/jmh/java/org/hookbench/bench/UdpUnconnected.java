package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Flows;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Cost of a small datagram of an unconnected socket, ns a packet. {@code payload} is its bytes.
 *
 * @see org.hookbench.framework.workload.UdpPackets
 */
public class UdpUnconnected extends HookBenchmark {
  @Param("64")
  public int payload;

  /** So many pairs of sockets on each lane. */
  @Param(Flows.ONE)
  public int flows;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.UdpPackets(payload, false).withFlows(flows);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int cost() throws IOException {
    return cycle();
  }
}
