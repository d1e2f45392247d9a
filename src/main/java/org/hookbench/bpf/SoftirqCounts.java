package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Softirqs, their time and context switches, each CPU for itself: {@code struct seen} of {@code
 * bpf/softirq.bpf.c} for each possible CPU.
 */
public final class SoftirqCounts {
  /** The softirqs, in the order of the kernel's {@code linux/interrupt.h}. */
  public enum Vector {
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

  private static final int VECTORS = Vector.values().length;
  private static final int RUNS = VECTORS;
  private static final int SWITCHES = 2 * VECTORS;

  /** With {@code began}, which is not a count. */
  private static final int FIELDS = SWITCHES + 2;

  private final long[] values;

  private SoftirqCounts(long[] values) {
    this.values = values;
  }

  /** Nothing. */
  public static SoftirqCounts none() {
    return new SoftirqCounts(new long[0]);
  }

  /**
   * Reads the value of the map.
   *
   * @throws IllegalArgumentException if it is not made of whole structs
   */
  public static SoftirqCounts decode(ByteBuffer value) {
    long[] values = new long[value.capacity() / Long.BYTES];
    if (values.length % FIELDS != 0) {
      throw new IllegalArgumentException(value.capacity() + " bytes of softirq counts");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = value.getLong(i * Long.BYTES);
    }
    return new SoftirqCounts(values);
  }

  /** These and what was counted between two readings. */
  public SoftirqCounts plus(SoftirqCounts before, SoftirqCounts after) {
    long[] sum = Arrays.copyOf(values, after.values.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += after.values[i] - before.values[i];
    }
    return new SoftirqCounts(sum);
  }

  /** Time in softirqs of one kind on some CPUs, ns: from entry to exit, interrupts included. */
  public long nanos(Vector vector, BitSet cpus) {
    return sum(vector.ordinal(), cpus);
  }

  /** Time in softirqs of every kind on some CPUs, ns. */
  public long nanos(BitSet cpus) {
    return Arrays.stream(Vector.values()).mapToLong(v -> nanos(v, cpus)).sum();
  }

  /** How often softirqs of one kind ran on some CPUs; one may take in many packets. */
  public long runs(Vector vector, BitSet cpus) {
    return sum(RUNS + vector.ordinal(), cpus);
  }

  /** Context switches on some CPUs. */
  public long switches(BitSet cpus) {
    return sum(SWITCHES, cpus);
  }

  private long sum(int field, BitSet cpus) {
    return cpus.stream()
        .map(cpu -> cpu * FIELDS + field)
        .filter(i -> i < values.length)
        .mapToLong(i -> values[i])
        .sum();
  }
}
