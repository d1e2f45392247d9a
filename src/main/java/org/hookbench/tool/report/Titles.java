package org.hookbench.tool.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.BenchCase;

/** Names for the cases of a run: the workload, and those parameters in which the cases differ. */
final class Titles {
  private final Map<String, String> shared = new LinkedHashMap<>();

  Titles(RunResults results) {
    this(results.cases().stream().map(CaseResult::bench).toList());
  }

  Titles(List<BenchCase> cases) {
    List<Map<String, String>> all = cases.stream().map(BenchCase::params).toList();
    if (!all.isEmpty()) {
      shared.putAll(all.get(0));
      all.forEach(p -> shared.entrySet().removeIf(e -> !e.getValue().equals(p.get(e.getKey()))));
      shared.keySet().removeIf(BenchCase::isUnusualTraffic);
    }
  }

  /** The parameters that every case has with the same value: {@code ipv=4 link=veth}. */
  String shared() {
    return join(shared);
  }

  /** The parameters of a case that another case has not, or not so; may be empty. */
  private String own(BenchCase bench) {
    Map<String, String> own = new LinkedHashMap<>(bench.params());
    shared.keySet().forEach(own::remove);
    return join(own);
  }

  /** {@code UdpPackets payload=64}. */
  String of(CaseResult c) {
    return of(c.bench());
  }

  /** The same. */
  String of(BenchCase bench) {
    return Plain.text((bench.workload() + " " + own(bench)).strip());
  }

  /** {@code cost in ns/packet, 10 forks x 200 cycles, delta 1 %}. */
  String measure(CaseResult c) {
    return c.metric().name()
        + " in "
        + c.metric().unit()
        + ", "
        + count(c.forks(), "fork")
        + " x "
        + count(c.cycles(), "cycle")
        + ", delta "
        + Numbers.chosen(100 * c.delta())
        + " %";
  }

  private static String count(int n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }

  private static String join(Map<String, String> params) {
    return Plain.text(
        params.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" ")));
  }
}
