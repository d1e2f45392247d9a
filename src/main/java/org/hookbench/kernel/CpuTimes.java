package org.hookbench.kernel;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of each CPU went since boot, by the kernel's own account in {@code /proc/stat}.
 * Most kernels sample: a timer's tick (every 4 ms at CONFIG_HZ=250) is put down whole to what it
 * interrupted. The file counts in units of 10 ms.
 *
 * <p>Source: proc_stat(5).
 *
 * @param cpus units of each CPU, by mode
 */
public record CpuTimes(Map<Integer, long[]> cpus) {
  /** What a CPU does, in the order of the file. */
  public enum Mode {
    USER,
    NICE,
    SYSTEM,
    IDLE,
    IOWAIT,
    IRQ,
    SOFTIRQ,
    STEAL
  }

  private static final Path FILE = Path.of("/proc/stat");
  private static final int MODES = Mode.values().length;

  /** USER_HZ is 100 on every architecture but Alpha and IA-64. */
  private static final long UNIT_NANOS = 10_000_000;

  /** No time on no CPU. */
  public static CpuTimes none() {
    return new CpuTimes(Map.of());
  }

  /** As it is now. */
  public static CpuTimes read() {
    return parse(KernelFile.read(FILE));
  }

  /**
   * Reads the text of {@code /proc/stat}.
   *
   * @throws IllegalArgumentException if a CPU's line is too short or no number
   */
  public static CpuTimes parse(String stat) {
    Map<Integer, long[]> cpus = new TreeMap<>();
    stat.lines()
        .takeWhile(line -> line.startsWith("cpu"))
        .filter(line -> Character.isDigit(line.charAt(3)))
        .forEach(
            line -> {
              String[] words = line.split(" +");
              if (words.length <= MODES) {
                throw new IllegalArgumentException(FILE + ": '" + line + "'");
              }
              long[] units = new long[MODES];
              for (int i = 0; i < MODES; i++) {
                units[i] = Long.parseLong(words[i + 1]);
              }
              cpus.put(Integer.parseInt(words[0].substring(3)), units);
            });
    return new CpuTimes(cpus);
  }

  /** These and what passed between two readings, on the CPUs that are in both. */
  public CpuTimes plus(CpuTimes before, CpuTimes after) {
    Map<Integer, long[]> sum = new TreeMap<>(cpus);
    after.cpus.forEach(
        (cpu, units) -> {
          long[] earlier = before.cpus.get(cpu);
          if (earlier != null) {
            long[] all = sum.containsKey(cpu) ? sum.get(cpu).clone() : new long[MODES];
            for (int i = 0; i < MODES; i++) {
              all[i] += units[i] - earlier[i];
            }
            sum.put(cpu, all);
          }
        });
    return new CpuTimes(sum);
  }

  /** The CPUs that are online. */
  public BitSet online() {
    BitSet online = new BitSet();
    cpus.keySet().forEach(online::set);
    return online;
  }

  /** Time of some CPUs in one mode, ns. */
  public long nanos(Mode mode, BitSet of) {
    return of.stream()
        .filter(cpus::containsKey)
        .mapToLong(cpu -> cpus.get(cpu)[mode.ordinal()] * UNIT_NANOS)
        .sum();
  }
}
