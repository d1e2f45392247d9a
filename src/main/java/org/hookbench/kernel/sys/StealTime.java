package org.hookbench.kernel.sys;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long each CPU of a virtual machine was ready and the host ran something else, by {@code
 * /proc/stat}, which counts in units of 10 ms. 0 on bare metal.
 *
 * <p>Source: proc_stat(5).
 *
 * @param cpus the units of each CPU that is online
 */
public record StealTime(Map<Integer, Long> cpus) {
  /** No time on no CPU. */
  public static StealTime none() {
    return new StealTime(Map.of());
  }

  /** Since boot. */
  public static StealTime read() {
    return parse(KernelFile.read(CpuTime.FILE));
  }

  /**
   * Reads the text of {@code /proc/stat}.
   *
   * @throws IllegalArgumentException if a CPU's line is too short or has no number there
   */
  public static StealTime parse(String stat) {
    Map<Integer, Long> cpus = new TreeMap<>();
    CpuTime.columns(stat).forEach((cpu, units) -> cpus.put(cpu, units[CpuTime.STEAL]));
    return new StealTime(cpus);
  }

  /** This and what passed between two readings, on the CPUs that are in both. */
  public StealTime plus(StealTime before, StealTime after) {
    Map<Integer, Long> sum = new TreeMap<>(cpus);
    after.cpus.forEach(
        (cpu, units) -> {
          Long earlier = before.cpus.get(cpu);
          if (earlier != null) {
            sum.merge(cpu, units - earlier, Long::sum);
          }
        });
    return new StealTime(sum);
  }

  /** The CPUs that are online. */
  public BitSet online() {
    BitSet online = new BitSet();
    cpus.keySet().forEach(online::set);
    return online;
  }

  /** That of some CPUs, ns. */
  public long nanos(BitSet of) {
    return of.stream().mapToLong(cpu -> cpus.getOrDefault(cpu, 0L) * CpuTime.UNIT_NANOS).sum();
  }
}
