package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Figure;
import org.hookbench.framework.profile.Series;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.Sampled;

/** Made-up profiles of made-up runs. */
final class MadeProfiles {
  private static final int FORKS = 2;

  private MadeProfiles() {}

  /** Stacks, figures and series of every case. */
  static List<CaseProfile> of(RunResults results, int rare) {
    return results.run().cases().stream().map(c -> of(c, rare)).toList();
  }

  private static CaseProfile of(CaseData c, int rare) {
    List<ArmProfile> cpu = new ArrayList<>();
    List<ArmProfile> softirq = new ArrayList<>();
    List<ArmProfile> tcpinfo = new ArrayList<>();
    for (int i = 0; i < c.arms().size(); i++) {
      Stacks stacks = of(c.bench().workload(), c.arms().get(i).hook().toString(), 1 + i, rare);
      cpu.add(
          new ArmProfile(List.of(new Figure("kernel", "% of samples", 80 + i, 1)), stacks, null));
      softirq.add(
          ArmProfile.of(
              List.of(
                  new Figure("net_rx@0", "ns/packet", 1200e6 + 1e7 * i, 1e6),
                  new Figure("net_rx@1", "ns/packet", 0, 0))));
      tcpinfo.add(new ArmProfile(List.of(), null, series(i)));
    }
    Map<String, List<ArmProfile>> profiles = new LinkedHashMap<>();
    profiles.put("softirq", softirq);
    profiles.put("cpu", cpu);
    profiles.put("tcpinfo", tcpinfo);
    return new CaseProfile(c.bench(), c.arms(), c.metric(), profiles);
  }

  /** As many operations as make the CPU time about what {@code Runs} has for the workload. */
  private static Stacks of(String workload, String hook, int seed, int rare) {
    Stacks packets = Sampled.manyOf(hook, seed, rare);
    double share =
        switch (workload) {
          case "TcpRoundTrip" -> 0.2;
          case "TcpStream" -> 18_000;
          default -> 1;
        };
    return new Stacks(
        packets.folded(),
        packets.periodNanos(),
        (long) (packets.operations() * share),
        packets.lost(),
        packets.idle(),
        packets.others());
  }

  /** A congestion window's saw in two forks, 1000 rows each. */
  private static Series series(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> rows = new ArrayList<>();
    for (int fork = 0; fork < FORKS; fork++) {
      double cwnd = 10;
      for (int i = 0; i < 1000; i++) {
        cwnd = random.nextInt(100) == 0 ? cwnd * 0.7 : cwnd + 1;
        rows.add(new double[] {0.01 * i, cwnd, i == 7 ? Double.NaN : 20 + random.nextDouble()});
      }
    }
    return new Series(List.of("time, s", "cwnd, segments", "rtt, us"), rows);
  }
}
