package org.hookbench.framework.experiment;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Measured slices in the order of time, a column each. Every run of {@code arms} slices is a cycle:
 * slice {@code i} belongs to cycle {@code i / arms}.
 */
public final class Slices implements Serializable {
  private static final long serialVersionUID = 1;
  private final int arms;
  private int size;
  private int[] arm;
  private long[] startNanos;
  private double[] value;
  private int[] batches;
  private int[] lost;

  /**
   * @param arms how many arms a cycle has
   * @param expected how many slices to make room for
   */
  public Slices(int arms, int expected) {
    this.arms = arms;
    arm = new int[expected];
    startNanos = new long[expected];
    value = new double[expected];
    batches = new int[expected];
    lost = new int[expected];
  }

  /**
   * Slices from columns of equal length, which become theirs: the caller must not change them.
   *
   * @param arms how many arms a cycle has
   * @param arm which arm, a slice each; the others are as in {@link #add}
   */
  public static Slices of(
      int arms, int[] arm, long[] startNanos, double[] value, int[] batches, int[] lost) {
    Slices slices = new Slices(arms, 0);
    slices.arm = arm;
    slices.startNanos = startNanos;
    slices.value = value;
    slices.batches = batches;
    slices.lost = lost;
    slices.size = arm.length;
    return slices;
  }

  /**
   * Adds a slice.
   *
   * @param armIndex which arm
   * @param start when it began, ns since the fork's first slice
   * @param metric the slice's value: that of its median batch, in the metric's unit
   * @param batchCount batches measured in it
   * @param lostOperations operations lost in it
   */
  public void add(int armIndex, long start, double metric, int batchCount, int lostOperations) {
    if (size == arm.length) {
      int more = Math.max(16, size * 2);
      arm = Arrays.copyOf(arm, more);
      startNanos = Arrays.copyOf(startNanos, more);
      value = Arrays.copyOf(value, more);
      batches = Arrays.copyOf(batches, more);
      lost = Arrays.copyOf(lost, more);
    }
    arm[size] = armIndex;
    startNanos[size] = start;
    value[size] = metric;
    batches[size] = batchCount;
    lost[size] = lostOperations;
    size++;
  }

  /** Adds all of another's slices behind these. */
  public void addAll(Slices other) {
    for (int i = 0; i < other.size; i++) {
      add(other.arm[i], other.startNanos[i], other.value[i], other.batches[i], other.lost[i]);
    }
  }

  /** Forgets all slices and keeps the room. */
  public void clear() {
    size = 0;
  }

  /** A copy without spare room. */
  public Slices copy() {
    Slices copy = new Slices(arms, size);
    copy.addAll(this);
    return copy;
  }

  /**
   * A copy of the whole cycles with other values.
   *
   * @param newValue from a slice's index
   */
  public Slices withValues(IntToDoubleFunction newValue) {
    int whole = cycles() * arms;
    Slices copy = new Slices(arms, whole);
    for (int i = 0; i < whole; i++) {
      copy.add(arm[i], startNanos[i], newValue.applyAsDouble(i), batches[i], lost[i]);
    }
    return copy;
  }

  /** How many slices. */
  public int size() {
    return size;
  }

  /** How many arms a cycle has. */
  public int arms() {
    return arms;
  }

  /** How many whole cycles. */
  public int cycles() {
    return size / arms;
  }

  public int arm(int i) {
    return arm[i];
  }

  public long startNanos(int i) {
    return startNanos[i];
  }

  public double value(int i) {
    return value[i];
  }

  public int batches(int i) {
    return batches[i];
  }

  public int lost(int i) {
    return lost[i];
  }

  /** One arm's values in the order of cycles; whole cycles only. */
  public double[] values(int armIndex) {
    double[] values = new double[cycles()];
    for (int i = 0; i < values.length * arms; i++) {
      if (arm[i] == armIndex) {
        values[i / arms] = value[i];
      }
    }
    return values;
  }

  /** One arm's lost operations. */
  public long lostBy(int armIndex) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      if (arm[i] == armIndex) {
        sum += lost[i];
      }
    }
    return sum;
  }

  /** One arm's measured batches. */
  public long batchesBy(int armIndex) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      if (arm[i] == armIndex) {
        sum += batches[i];
      }
    }
    return sum;
  }
}
