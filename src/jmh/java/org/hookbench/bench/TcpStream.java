package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Flows;
import org.hookbench.framework.workload.Rate;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Goodput of a TCP stream, Gbit/s as received. {@code payload} is the bytes of a write.
 *
 * @see org.hookbench.framework.workload.TcpStream
 */
public class TcpStream extends HookBenchmark {
  @Param("262144")
  public int payload;

  /** So many bits a second; {@code max}: as fast as it goes. */
  @Param(Rate.MAX)
  public String rate;

  /** So many connections on each lane. */
  @Param(Flows.ONE)
  public int flows;

  /** How the bytes come to the socket: {@code write} or {@code sendfile}. */
  @Param("write")
  public String send;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.TcpStream(payload, Rate.parse(rate))
        .withFlows(flows)
        .withSending(send);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int goodput() throws IOException {
    return cycle();
  }
}
