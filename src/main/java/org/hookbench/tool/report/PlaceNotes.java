package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.evidence.PlaceEvidence.Saturation;
import org.hookbench.framework.experiment.ForkReport;

/** What a reader should know of lanes on which arms took turns, and of the hosts at their ends. */
final class PlaceNotes {
  private static final double GIGA = 1e9;
  private static final double NANOS_A_MILLI = 1e6;

  private static final Map<String, String> LOSSES =
      Map.of(
          "retransmits", "retransmits",
          "tcp-retransmits", "retransmits",
          "lost", "packets lost",
          "rx-dropped", "packets dropped on its way in",
          "tx-dropped", "packets dropped on its way out",
          "udp-buffer-drops", "datagrams dropped at full sockets");

  private final RunResults results;
  private final Titles titles;

  PlaceNotes(RunResults results, Titles titles) {
    this.results = results;
    this.titles = titles;
  }

  /**
   * For each case whose traffic something else than a CPU of this host limited: that a hook's cost
   * is hidden there.
   */
  List<String> limits() {
    List<String> lines = new ArrayList<>();
    for (CaseResult c : results.cases()) {
      List<Saturation> seen = seen(c).stream().flatMap(p -> p.limit().stream()).toList();
      long byCpu = seen.stream().filter(Saturation::isByCpu).count();
      if (!seen.isEmpty() && 2 * byCpu < seen.size()) {
        lines.add(limit(c, seen));
      }
    }
    return lines;
  }

  private String limit(CaseResult c, List<Saturation> seen) {
    double busiest = seen.stream().mapToDouble(Saturation::busiestCpu).average().orElseThrow();
    double rate = seen.stream().mapToLong(Saturation::bitsPerSecond).average().orElseThrow();
    long link = seen.get(0).linkBitsPerSecond();
    boolean byLink = seen.stream().allMatch(Saturation::isByLink);
    String flow = String.format(Locale.ROOT, "%.3g", rate / GIGA);
    return titles.of(c)
        + ": "
        + (byLink
            ? "the link was full ("
                + flow
                + " of "
                + String.format(Locale.ROOT, "%.3g", link / GIGA)
                + " Gbit/s)"
            : "the peer or the way to it was the limit (" + flow + " Gbit/s)")
        + String.format(
            Locale.ROOT,
            ", this host's busiest CPU was %.0f %% busy: what a hook costs is hidden; -p rate="
                + " measures CPU time at a fixed rate",
            100 * busiest);
  }

  /** Facts for the line on trust. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    List<PlaceEvidence> all = results.cases().stream().flatMap(c -> seen(c).stream()).toList();
    int discarded = all.stream().mapToInt(PlaceEvidence::discardedSlices).sum();
    if (discarded > 0) {
      facts.add(
          discarded
              + (discarded == 1 ? " slice" : " slices")
              + " discarded, in which nothing came for 0.5 s or more");
    }
    Map<String, Long> peer = new TreeMap<>();
    all.forEach(p -> p.peer().forEach((name, n) -> peer.merge(name, n, Long::sum)));
    String losses =
        peer.entrySet().stream()
            .filter(e -> LOSSES.containsKey(e.getKey()) && e.getValue() > 0)
            .map(e -> e.getValue() + " " + LOSSES.get(e.getKey()))
            .collect(Collectors.joining(", "));
    if (!losses.isEmpty()) {
      facts.add("the peer counts " + losses);
    }
    return facts;
  }

  /** How the arms of each case came to the lane that they took turns on. */
  List<String> turns() {
    List<String> lines = new ArrayList<>();
    for (CaseResult c : results.cases()) {
      List<PlaceEvidence> seen = seen(c);
      long arrivals = seen.stream().mapToLong(p -> p.turns().arrivals()).sum();
      long exchanges = seen.stream().mapToLong(p -> p.turns().exchanges()).sum();
      if (arrivals > 0) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: arms came %d times%s; traffic was level %.3g ms after, on average",
                titles.of(c),
                arrivals,
                exchanges == 0 ? "" : ", " + exchanges + " of them by an exchange of programs",
                seen.stream().mapToLong(PlaceEvidence::settleNanos).average().orElseThrow()
                    / NANOS_A_MILLI));
      }
    }
    return lines;
  }

  /** How each device is set on which arms took turns, as their forks saw it. */
  List<String> devices() {
    return results.cases().stream()
        .flatMap(c -> seen(c).stream())
        .map(PlaceEvidence::devices)
        .flatMap(d -> Stream.of(text("", d.here()), text("the peer's ", d.far())))
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  private static String text(String whose, Map<String, String> device) {
    return device.entrySet().stream()
        .filter(fact -> !fact.getKey().equals("name"))
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .reduce((a, b) -> a + " | " + b)
        .map(facts -> whose + device.getOrDefault("name", "") + ": " + facts)
        .orElse("");
  }

  private List<PlaceEvidence> seen(CaseResult c) {
    return results.run().cases().stream()
        .filter(data -> data.bench().equals(c.bench()))
        .flatMap(data -> data.forks().stream())
        .flatMap(fork -> fork.report().stream())
        .map(ForkReport::ofPlace)
        .flatMap(Optional::stream)
        .toList();
  }
}
