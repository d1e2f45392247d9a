package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
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

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.UdpPackets(payload, Rate.parse(rate));
  }

  /** One cycle over all arms. */
  @Benchmark
  public int cost() throws IOException {
    return cycle();
  }
}
