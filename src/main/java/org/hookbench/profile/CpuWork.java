package org.hookbench.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.bpf.SoftirqCounts;
import org.hookbench.bpf.SoftirqCounts.Vector;
import org.hookbench.kernel.CpuTimes;
import org.hookbench.kernel.CpuTimes.Mode;
import org.hookbench.netlink.LinkStats;

/** What the CPUs did in one arm's slices, summed, and the figures that follow. */
final class CpuWork {
  private static final String PACKET = "packet";

  private SoftirqCounts counts = SoftirqCounts.none();
  private CpuTimes ticks = CpuTimes.none();
  private long operations;

  /** Adds a slice, from both sources' readings before and after it. */
  void add(
      SoftirqCounts countsBefore,
      SoftirqCounts countsAfter,
      CpuTimes ticksBefore,
      CpuTimes ticksAfter,
      long sliceOperations) {
    counts = counts.plus(countsBefore, countsAfter);
    ticks = ticks.plus(ticksBefore, ticksAfter);
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
      for (Vector v : List.of(Vector.NET_RX, Vector.NET_TX)) {
        figures.add(figure(v.name(), "softirqs/packet", counts.runs(v, cpus), units.get(PACKET)));
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

  private Map<String, Long> times(BitSet cpus) {
    Map<String, Long> nanos = new LinkedHashMap<>();
    nanos.put("softirq", counts.nanos(cpus));
    nanos.put(Vector.NET_RX.name(), counts.nanos(Vector.NET_RX, cpus));
    nanos.put(Vector.NET_TX.name(), counts.nanos(Vector.NET_TX, cpus));
    nanos.put("softirq by ticks", ticks.nanos(Mode.SOFTIRQ, cpus));
    nanos.put("system", ticks.nanos(Mode.SYSTEM, cpus));
    nanos.put("user", ticks.nanos(Mode.USER, cpus) + ticks.nanos(Mode.NICE, cpus));
    nanos.put("steal", ticks.nanos(Mode.STEAL, cpus));
    return nanos;
  }

  private static Figure figure(String label, String unit, double total, double per) {
    return new Figure(label, unit, total, per);
  }
}
