package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What each CPU did: {@code struct seen} of {@code bpf/cpu.bpf.c} for each possible CPU, summed
 * over stretches of time.
 */
public final class CpuCounts {
  /** The softirqs, in the order of the kernel's {@code linux/interrupt.h}. */
  public enum Softirq {
    HI,
    TIMER,
    NET_TX,
    NET_RX,
    BLOCK,
    IRQ_POLL,
    TASKLET,
    SCHED,
    HRTIMER,
    RCU
  }

  /** What a sample can find a CPU at. */
  public enum Mode {
    /** Code of this process. */
    USER,
    /** The kernel on behalf of this process, interrupts among it; but not softirqs. */
    SYSTEM,
    /** A softirq, whichever process it has interrupted. */
    SOFTIRQ,
    /** Other processes, and threads of the kernel. */
    OTHERS,
    /** Nothing to do. */
    IDLE
  }

  private static final int SOFTIRQS = Softirq.values().length;
  private static final int RUNS = SOFTIRQS;
  private static final int FOREIGN = 2 * SOFTIRQS;
  private static final int SWITCHES = FOREIGN + 1;
  private static final int SAMPLES = SWITCHES + 1;

  /** With {@code began}, which is not a count. */
  private static final int FIELDS = SAMPLES + Mode.values().length + 1;

  private final long[] values;

  private CpuCounts(long[] values) {
    this.values = values;
  }

  /** Nothing. */
  public static CpuCounts none() {
    return new CpuCounts(new long[0]);
  }

  /**
   * Reads the value of the map.
   *
   * @throws IllegalArgumentException if it is not made of whole structs
   */
  public static CpuCounts decode(ByteBuffer value) {
    long[] values = new long[value.capacity() / Long.BYTES];
    if (values.length % FIELDS != 0) {
      throw new IllegalArgumentException(value.capacity() + " bytes of CPU counts");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = value.getLong(i * Long.BYTES);
    }
    return new CpuCounts(values);
  }

  /** These and what was counted between two readings. */
  public CpuCounts plus(CpuCounts before, CpuCounts after) {
    long[] sum = Arrays.copyOf(values, after.values.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += after.values[i] - before.values[i];
    }
    return new CpuCounts(sum);
  }

  /** Time in softirqs of one kind on some CPUs, ns: from entry to exit, interrupts included. */
  public long nanos(Softirq softirq, BitSet cpus) {
    return sum(softirq.ordinal(), cpus);
  }

  /** Time in softirqs of every kind on some CPUs, ns. */
  public long nanos(BitSet cpus) {
    return Arrays.stream(Softirq.values()).mapToLong(s -> nanos(s, cpus)).sum();
  }

  /**
   * Time in softirqs that interrupted another process or a thread of the kernel, on some CPUs, ns:
   * a part of {@link #nanos(BitSet)}.
   */
  public long foreignNanos(BitSet cpus) {
    return sum(FOREIGN, cpus);
  }

  /** How often softirqs of one kind ran on some CPUs; one may take in many packets. */
  public long runs(Softirq softirq, BitSet cpus) {
    return sum(RUNS + softirq.ordinal(), cpus);
  }

  /** Context switches on some CPUs. */
  public long switches(BitSet cpus) {
    return sum(SWITCHES, cpus);
  }

  /** Samples that found some CPUs in a mode. */
  public long samples(Mode mode, BitSet cpus) {
    return sum(SAMPLES + mode.ordinal(), cpus);
  }

  private long sum(int field, BitSet cpus) {
    return cpus.stream()
        .map(cpu -> cpu * FIELDS + field)
        .filter(i -> i < values.length)
        .mapToLong(i -> values[i])
        .sum();
  }
}
