package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Flows;
import org.hookbench.framework.workload.Rate;
import org.hookbench.framework.workload.RoundTripSizes;
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

  /** So many pairs of sockets on each lane. */
  @Param(Flows.ONE)
  public int flows;

  /** The bytes of a response; {@code same}: as many as the request's. */
  @Param(RoundTripSizes.SAME)
  public String response;

  /** So many transactions a second; {@code max}: one after the other. */
  @Param(Rate.MAX)
  public String rate;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.UdpRoundTrip(payload)
        .withFlows(flows)
        .withResponse(response)
        .withRate(Rate.parse(rate));
  }

  /** One cycle over all arms. */
  @Benchmark
  public int roundTrip() throws IOException {
    return cycle();
  }
}
