package org.hookbench.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.bpf.CpuCounters;
import org.hookbench.bpf.CpuCounts;
import org.hookbench.bpf.CpuCounts.Mode;
import org.hookbench.bpf.CpuCounts.Softirq;
import org.hookbench.kernel.StealTime;
import org.hookbench.netlink.LinkStats;

/** What the CPUs did in one arm's slices, summed, and the figures that follow. */
final class CpuWork {
  private static final String PACKET = "packet";

  private CpuCounts counts = CpuCounts.none();
  private StealTime steal = StealTime.none();
  private long operations;

  /** Adds a slice, from both sources' readings before and after it. */
  void add(
      CpuCounts countsBefore,
      CpuCounts countsAfter,
      StealTime stealBefore,
      StealTime stealAfter,
      long sliceOperations) {
    counts = counts.plus(countsBefore, countsAfter);
    steal = steal.plus(stealBefore, stealAfter);
    operations += sliceOperations;
  }

  /**
   * Times in ns a packet, a byte and an operation, counts a packet and an operation; and times a
   * packet of each CPU where there are several. Nothing a packet where none was received.
   *
   * @param cpus those that the arm's work was done on
   * @param crossed what the lane's receiving device took in in these slices
   * @param operation what {@code operations} are; may be packets or bytes itself
   */
  List<Figure> figures(BitSet cpus, LinkStats crossed, String operation) {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put(operation, operations);
    units.putIfAbsent(PACKET, crossed.rxPackets());
    units.putIfAbsent("byte", crossed.rxBytes());
    units.values().removeIf(n -> n == 0);
    List<Figure> figures = new ArrayList<>();
    units.forEach(
        (unit, n) ->
            times(cpus).forEach((label, ns) -> figures.add(figure(label, "ns/" + unit, ns, n))));
    if (cpus.cardinality() > 1 && units.containsKey(PACKET)) {
      cpus.stream().forEach(cpu -> figures.addAll(ofOne(cpu, units.get(PACKET))));
    }
    if (units.containsKey(PACKET)) {
      for (Softirq s : List.of(Softirq.NET_RX, Softirq.NET_TX)) {
        figures.add(figure(s.name(), "softirqs/packet", counts.runs(s, cpus), units.get(PACKET)));
      }
    }
    if (operations > 0) {
      figures.add(
          figure("context switches", "switches/" + operation, counts.switches(cpus), operations));
    }
    return figures;
  }

  private List<Figure> ofOne(int cpu, long packets) {
    BitSet one = new BitSet();
    one.set(cpu);
    List<Figure> figures = new ArrayList<>();
    times(one)
        .forEach((label, ns) -> figures.add(figure(label + "@" + cpu, "ns/packet", ns, packets)));
    return figures;
  }

  private Map<String, Double> times(BitSet cpus) {
    Map<String, Double> nanos = new LinkedHashMap<>();
    nanos.put("softirq", (double) counts.nanos(cpus));
    nanos.put(Softirq.NET_RX.name(), (double) counts.nanos(Softirq.NET_RX, cpus));
    nanos.put(Softirq.NET_TX.name(), (double) counts.nanos(Softirq.NET_TX, cpus));
    nanos.put("softirq by samples", sampled(Mode.SOFTIRQ, cpus));
    nanos.put("system", sampled(Mode.SYSTEM, cpus));
    nanos.put("user", sampled(Mode.USER, cpus));
    nanos.put("others", sampled(Mode.OTHERS, cpus));
    nanos.put("idle", sampled(Mode.IDLE, cpus));
    nanos.put("steal", (double) steal.nanos(cpus));
    return nanos;
  }

  private double sampled(Mode mode, BitSet cpus) {
    return counts.samples(mode, cpus) * CpuCounters.SAMPLE_NANOS;
  }

  private static Figure figure(String label, String unit, double total, double per) {
    return new Figure(label, unit, total, per);
  }
}
