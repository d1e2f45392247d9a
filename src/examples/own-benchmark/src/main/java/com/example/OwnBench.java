package com.example;

import java.io.IOException;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.framework.workload.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The time of a request to a key-value service, from the request's first byte to the value's last.
 */
public class OwnBench extends HookBenchmark {
  /** The bytes of a value; set by {@code -p valueBytes=1000}. */
  @Param("100")
  public int valueBytes;

  @Override
  protected Workload workload() {
    return new KeyValueWorkload(valueBytes);
  }

  /** One cycle over all arms: baseline, null arm and the hooks of the command line. */
  @Benchmark
  public int request() throws IOException {
    return cycle();
  }
}
