package org.hookbench.bench;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Cost of a packet that the kernel makes, from a device to a socket, ns a packet. {@code payload}
 * is its bytes; {@code inject} is where it begins: {@code ingress} at the receiver's device, {@code
 * egress} at the sender's.
 *
 * @see org.hookbench.framework.workload.KernelPackets
 */
public class KernelPackets extends HookBenchmark {
  @Param("64")
  public int payload;

  @Param("ingress")
  public String inject;

  @Override
  protected Workload workload() {
    return new org.hookbench.framework.workload.KernelPackets(payload, inject);
  }

  /** One cycle over all arms. */
  @Benchmark
  public int cost() throws IOException {
    return cycle();
  }
}
