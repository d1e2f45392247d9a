package org.hookbench.framework.experiment;

import java.io.IOException;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Metric;

/**
 * Measures one slice: batches on one flow for a few milliseconds, the first part of them discarded.
 * The slice's value is its median batch, without the time that a batch waited in vain for what was
 * lost. Nothing is allocated while a slice runs. A slice of a workload whose batches are whole runs
 * of a program is one of them.
 */
public final class SliceMeter {
  /**
   * The part of a slice's length that goes before it and is thrown away: a few batches with another
   * lane's packets still in the caches. More would buy nothing, for the slice's value is a median.
   */
  public static final double DISCARDED = 0.05;

  private static final long SHORTEST_BATCH_NANOS = 500;
  private static final int MOST_BATCHES = 1 << 20;

  /** Slices that are discarded after an arm has come to a lane, at most. */
  static final int MOST_SETTLING = 100;

  /** Slices that differ by less than this share are alike: about twice what they vary by. */
  private static final double LEVEL = 0.1;

  private static final long INTERRUPTION_NANOS = 500_000_000;
  private static final int INTERRUPTION_OVER_MEDIAN = 20;

  private final Metric metric;
  private final long sliceNanos;
  private final long discardNanos;
  private final boolean wholeRuns;
  private final long[] times;
  private int batches;
  private int discarded;
  private int lost;
  private long start;
  private long longest;
  private double measured = Double.NaN;
  private double usual = Double.NaN;
  private int interruptions;
  private long settleNanos;
  private long settled;

  /**
   * @param metric of the workload
   * @param sliceNanos the measured length of a slice, ns
   */
  public SliceMeter(Metric metric, long sliceNanos) {
    this(metric, sliceNanos, false);
  }

  /**
   * @param wholeRuns whether a slice is one batch, however long that takes, and settles nothing
   */
  public SliceMeter(Metric metric, long sliceNanos, boolean wholeRuns) {
    this.metric = metric;
    this.wholeRuns = wholeRuns;
    this.sliceNanos = sliceNanos;
    this.discardNanos = (long) (sliceNanos * DISCARDED);
    this.times = new long[(int) Math.min(sliceNanos / SHORTEST_BATCH_NANOS + 16, MOST_BATCHES)];
  }

  /**
   * Runs slices that nobody keeps until two that follow each other are alike, at most {@link
   * #MOST_SETTLING}: after a program came to a device, its queues may have been made anew.
   */
  public void settle(Flow flow) throws IOException {
    if (wholeRuns) {
      return;
    }
    long begun = System.nanoTime();
    double before = Double.NaN;
    for (int i = 0; i < MOST_SETTLING; i++) {
      measure(flow);
      double now = isInterrupted() ? Double.NaN : median();
      if (Math.abs(now - before) <= LEVEL * before) {
        break;
      }
      before = now;
    }
    settleNanos += System.nanoTime() - begun;
    settled++;
  }

  /** How long it took to settle, on average, ns; 0 where nothing had to. */
  public long settleNanos() {
    return settled == 0 ? 0 : settleNanos / settled;
  }

  /**
   * Whether nothing came for a while in the slice: a batch took half a second or more, and at least
   * twenty times as long as the median one of the slice before. A cable that is out does that, and
   * a peer that pauses. To be asked once a slice.
   */
  public boolean isInterrupted() {
    double median = median();
    double before = Double.isNaN(usual) ? median : usual;
    if (longest >= INTERRUPTION_NANOS && longest >= INTERRUPTION_OVER_MEDIAN * before) {
      interruptions++;
      return true;
    }
    usual = median;
    return false;
  }

  /** In how many slices it was so, those of {@link #settle} included. */
  public int interruptions() {
    return interruptions;
  }

  /** Runs one slice. A slice has at least one batch, however long that takes. */
  public void measure(Flow flow) throws IOException {
    long discardEnd = System.nanoTime() + discardNanos;
    int discardedNow = 0;
    while (!wholeRuns && (discardedNow == 0 || System.nanoTime() - discardEnd < 0)) {
      flow.batch();
      discardedNow++;
    }
    int n = 0;
    int lostNow = 0;
    long longestNow = 0;
    long before = System.nanoTime();
    long end = before + sliceNanos;
    start = before;
    do {
      lostNow += flow.batch();
      long now = System.nanoTime();
      longestNow = Math.max(longestNow, now - before);
      times[n++] = Math.max(1, now - before - flow.idleNanos());
      before = now;
    } while (!wholeRuns && before - end < 0 && n < times.length);
    measured = flow.measured();
    batches = n;
    discarded = discardedNow;
    lost = lostNow;
    longest = longestNow;
  }

  /** Adds each batch's time, in ns, to a histogram. Call before {@link #addTo}. */
  public void record(Histogram histogram) {
    long highest = histogram.getHighestTrackableValue();
    for (int i = 0; i < batches; i++) {
      histogram.recordValue(Math.min(times[i], highest));
    }
  }

  /** Adds the slice to the others. */
  public void addTo(Slices slices, int arm, long origin) {
    double value = Double.isNaN(measured) ? metric.value(median()) : measured;
    slices.add(arm, start - origin, value, batches, lost);
  }

  /** The workload's operations in the slice, with those of the part that is thrown away. */
  public long operations() {
    return (long) (batches + discarded) * metric.operationsPerBatch();
  }

  /** The System.nanoTime at which the measured part began. */
  public long start() {
    return start;
  }

  private double median() {
    Arrays.sort(times, 0, batches);
    int half = batches / 2;
    return batches % 2 == 1 ? times[half] : (times[half - 1] + times[half]) / 2.0;
  }
}
