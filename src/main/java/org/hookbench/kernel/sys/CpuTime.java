package org.hookbench.kernel.sys;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a CPU has done since boot, by {@code /proc/stat}, which counts in units of 10 ms.
 *
 * <p>Source: proc_stat(5).
 *
 * @param idle ns with nothing to run, waits for a disk included. Kernels that stop the timer of an
 *     idle CPU (CONFIG_NO_HZ_COMMON) measure it by the clock
 * @param interrupts ns in interrupts and softirqs
 * @param hard ns of these in interrupts. It stays 0 where the kernel has no
 *     CONFIG_IRQ_TIME_ACCOUNTING: a timer's tick, which then counts, does not come within an
 *     interrupt
 * @param stolen ns in which the CPU was ready and the hypervisor ran something else
 */
public record CpuTime(long idle, long interrupts, long hard, long stolen) {
  static final Path FILE = Path.of("/proc/stat");

  /** USER_HZ is 100 on every architecture but Alpha and IA-64. */
  static final long UNIT_NANOS = 10_000_000;

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int HARD = 5;
  private static final int SOFT = 6;
  static final int STEAL = 7;

  /** Of each CPU that is online. */
  public static Map<Integer, CpuTime> read() {
    return parse(KernelFile.read(FILE));
  }

  /** The CPUs that are online. */
  public static BitSet online() {
    BitSet cpus = new BitSet();
    read().keySet().forEach(cpus::set);
    return cpus;
  }

  /**
   * Reads the text of {@code /proc/stat}.
   *
   * @throws IllegalArgumentException if a CPU's line is too short or has no number there
   */
  static Map<Integer, CpuTime> parse(String stat) {
    Map<Integer, CpuTime> times = new TreeMap<>();
    columns(stat).forEach((cpu, units) -> times.put(cpu, of(units)));
    return times;
  }

  private static CpuTime of(long[] units) {
    return new CpuTime(
        (units[IDLE] + units[IO_WAIT]) * UNIT_NANOS,
        (units[HARD] + units[SOFT]) * UNIT_NANOS,
        units[HARD] * UNIT_NANOS,
        units[STEAL] * UNIT_NANOS);
  }

  /** The columns up to steal of the line of each CPU that is online, as they are. */
  static Map<Integer, long[]> columns(String stat) {
    Map<Integer, long[]> columns = new TreeMap<>();
    stat.lines()
        .takeWhile(line -> line.startsWith("cpu"))
        .filter(line -> !line.startsWith("cpu "))
        .map(line -> line.split(" +"))
        .forEach(words -> columns.put(Integer.valueOf(words[0].substring(3)), numbers(words)));
    return columns;
  }

  private static long[] numbers(String[] words) {
    if (words.length <= 1 + STEAL) {
      throw new IllegalArgumentException(FILE + " says nothing of the steal of " + words[0]);
    }
    long[] numbers = new long[1 + STEAL];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(words[1 + i]);
    }
    return numbers;
  }
}
