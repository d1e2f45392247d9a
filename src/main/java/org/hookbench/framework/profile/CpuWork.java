package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.kernel.bpf.CpuCounters;
import org.hookbench.kernel.bpf.CpuCounts;
import org.hookbench.kernel.bpf.CpuCounts.Mode;
import org.hookbench.kernel.bpf.CpuCounts.Softirq;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.sys.StealTime;

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
   * Times in ns an operation, in all and of each CPU where there are several; the same a packet and
   * a byte, {@code softirq/packet} and so on; softirqs a packet, and context switches an operation.
   * Nothing a packet where none was received, and nothing at all without an operation.
   *
   * @param cpus those that the arm's work was done on
   * @param crossed what the lane's receiving device took in in these slices
   * @param operation what {@code operations} are; may be packets or bytes itself
   */
  List<Figure> figures(BitSet cpus, LinkStats crossed, String operation) {
    if (operations == 0) {
      return List.of();
    }
    List<Figure> figures = new ArrayList<>(times(cpus, "", operation, operations));
    if (cpus.cardinality() > 1) {
      cpus.stream()
          .forEach(cpu -> figures.addAll(times(one(cpu), "@" + cpu, operation, operations)));
    }
    Map<String, Long> others = new LinkedHashMap<>();
    others.put(PACKET, crossed.rxPackets());
    others.put("byte", crossed.rxBytes());
    others.forEach(
        (unit, n) -> {
          if (!unit.equals(operation) && n > 0) {
            figures.addAll(times(cpus, "/" + unit, unit, n));
          }
        });
    for (Softirq s : List.of(Softirq.NET_RX, Softirq.NET_TX)) {
      if (crossed.rxPackets() > 0) {
        figures.add(
            new Figure(
                s.name() + " softirqs",
                "softirqs/" + PACKET,
                counts.runs(s, cpus),
                crossed.rxPackets()));
      }
    }
    figures.add(
        new Figure("context switches", "switches/" + operation, counts.switches(cpus), operations));
    return figures;
  }

  private List<Figure> times(BitSet cpus, String suffix, String unit, long per) {
    return times(cpus).entrySet().stream()
        .map(time -> new Figure(time.getKey() + suffix, "ns/" + unit, time.getValue(), per))
        .toList();
  }

  private static BitSet one(int cpu) {
    BitSet one = new BitSet();
    one.set(cpu);
    return one;
  }

  private Map<String, Double> times(BitSet cpus) {
    Map<String, Double> nanos = new LinkedHashMap<>();
    nanos.put("softirq", (double) counts.nanos(cpus));
    nanos.put(Softirq.NET_RX.name(), (double) counts.nanos(Softirq.NET_RX, cpus));
    nanos.put(Softirq.NET_TX.name(), (double) counts.nanos(Softirq.NET_TX, cpus));
    nanos.put("softirq in others", (double) counts.foreignNanos(cpus));
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
}
