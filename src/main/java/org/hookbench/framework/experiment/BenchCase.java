package org.hookbench.framework.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One workload under one set of parameters: all arms of it are measured together.
 *
 * @param benchmark the full name of the benchmark method
 * @param workload the workload's name
 * @param params every JMH parameter but the arms' ({@code hook}, {@code program}, {@code depth}),
 *     by name
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record BenchCase(String benchmark, String workload, Map<String, String> params) {
  /** The JMH parameters that make the arms, which are not crossed with the others. */
  public static final List<String> ARM_PARAMS = List.of("hook", "program", "depth");

  /**
   * Parameters that came later than others, with the values at which a case is what it was without
   * them: then they are no part of it, and it can be compared with what earlier versions measured.
   */
  private static final Map<String, String> LATER =
      Map.of(
          "peer", "none",
          "direction", "receive",
          "rate", "max",
          "flows", "1",
          "segments", "1",
          "response", "same",
          "send", "write");

  /** Of these those that say what the traffic is, which a case is always called by. */
  private static final Set<String> OF_TRAFFIC =
      Set.of("rate", "flows", "segments", "response", "send");

  /** Whether a parameter says of the traffic that it is another than usual. */
  public static boolean isUnusualTraffic(String parameter) {
    return OF_TRAFFIC.contains(parameter);
  }

  /** A case of a benchmark method, whose class is named for its workload. */
  public static BenchCase of(String benchmark, Map<String, String> params) {
    Map<String, String> own = new LinkedHashMap<>(params);
    LATER.forEach(own::remove);
    return new BenchCase(benchmark, workload(benchmark), own);
  }

  /** What the workload of a benchmark method is called: the simple name of its class. */
  public static String workload(String benchmark) {
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The case that JMH is about to run. */
  static BenchCase of(BenchmarkParams params) {
    Map<String, String> others = new TreeMap<>();
    for (String name : params.getParamsKeys()) {
      if (!ARM_PARAMS.contains(name)) {
        others.put(name, params.getParam(name));
      }
    }
    return of(params.getBenchmark(), others);
  }
}
