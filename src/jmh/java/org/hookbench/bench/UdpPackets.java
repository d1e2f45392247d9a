package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Flows;
import org.hookbench.framework.workload.Rate;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Cost of a small datagram from send to receive, ns a packet. {@code payload} is its bytes.
 *
 * @see org.hookbench.framework.workload.UdpPackets
 */
public class UdpPackets extends HookBenchmark {
  @Param("64")
  public int payload;

  /** So many packets a second; {@code max}: as fast as it goes. */
  @Param(Rate.MAX)
  public String rate;

  /** So many pairs of sockets on each lane. */
  @Param(Flows.ONE)
  public int flows;

  /** So many datagrams a call of the sender, by UDP_SEGMENT. */
  @Param(org.hookbench.framework.workload.UdpPackets.ONE_SEGMENT)
  public int segments;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.UdpPackets(payload, Rate.parse(rate))
        .withFlows(flows)
        .withSegments(segments);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int cost() throws IOException {
    return cycle();
  }
}
