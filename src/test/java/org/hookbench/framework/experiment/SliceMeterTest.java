package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Metric;
import org.junit.jupiter.api.Test;

class SliceMeterTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  /** A flow that counts its batches, each of at least so many ns. */
  private static class Counting implements Flow {
    private final long nanos;
    private final int lostInEach;
    protected int batches;

    Counting(long nanos, int lostInEach) {
      this.nanos = nanos;
      this.lostInEach = lostInEach;
    }

    @Override
    public int batch() throws IOException {
      batches++;
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() - until < 0) {
        LockSupport.parkNanos(nanos);
      }
      return lostInEach;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** Its value is the negative of a batch's time, so that it can't be mistaken for the time. */
  private static final Metric NEGATIVE = new Metric("test", "-ns", false, 0.01, "batch", 3, -1);

  @Test
  void batchLongerThanTheSliceIsMeasuredOnceAfterOneThatIsDiscarded() throws IOException {
    Counting flow = new Counting(3 * MILLISECOND, 5);
    SliceMeter meter = new SliceMeter(NEGATIVE, MILLISECOND);
    meter.measure(flow);
    Slices slices = new Slices(1, 1);
    meter.addTo(slices, 0, 0);
    assertEquals(2, flow.batches);
    assertEquals(1, slices.batches(0));
    assertEquals(5, slices.lost(0));
    assertTrue(slices.value(0) <= -3 * MILLISECOND, "value " + slices.value(0));
  }

  /** Of whole runs nothing is discarded, and the value is what the run says. */
  @Test
  void aWholeRunIsASlice() throws IOException {
    Counting flow =
        new Counting(MILLISECOND / 2, 0) {
          @Override
          public double measured() {
            return batches == 1 ? 38.5 : Double.NaN;
          }
        };
    SliceMeter meter = new SliceMeter(NEGATIVE, 20 * MILLISECOND, true);
    Slices slices = new Slices(1, 2);
    meter.settle(flow);
    meter.measure(flow);
    meter.addTo(slices, 0, 0);
    assertEquals(1, flow.batches);
    assertEquals(1, slices.batches(0));
    assertEquals(38.5, slices.value(0));
    assertEquals(NEGATIVE.operationsPerBatch(), meter.operations());
    meter.measure(flow);
    meter.addTo(slices, 0, 0);
    assertTrue(slices.value(1) <= -MILLISECOND / 2, "without a value of its own its time counts");
  }

  @Test
  void everyMeasuredBatchIsRecordedAndTheDiscardedAreNot() throws IOException {
    Counting flow = new Counting(50_000, 1);
    SliceMeter meter = new SliceMeter(NEGATIVE, 20 * MILLISECOND);
    Slices slices = new Slices(1, 1);
    Histogram histogram = Histograms.empty();
    meter.measure(flow);
    meter.record(histogram);
    meter.addTo(slices, 0, 0);
    assertEquals(slices.batches(0), histogram.getTotalCount());
    assertTrue(flow.batches > slices.batches(0), "none was discarded");
    assertEquals(slices.batches(0), slices.lost(0));
    assertTrue(histogram.getMinValue() >= 49_000, "shortest " + histogram.getMinValue());
  }

  /** Lower bounds alone, for a busy machine makes everything longer. */
  @Test
  void aTwentiethGoesBeforeAndTheSliceIsFilled() throws IOException {
    long[] lastEnd = new long[1];
    Counting flow =
        new Counting(50_000, 0) {
          @Override
          public int batch() throws IOException {
            int lost = super.batch();
            lastEnd[0] = System.nanoTime();
            return lost;
          }
        };
    SliceMeter meter = new SliceMeter(NEGATIVE, 20 * MILLISECOND);
    long begun = System.nanoTime();
    meter.measure(flow);
    assertTrue(meter.start() - begun >= MILLISECOND, "thrown away");
    assertTrue(lastEnd[0] - meter.start() >= 20 * MILLISECOND - 50_000, "measured");
    assertEquals(3 * flow.batches, meter.operations());
  }

  /** A batch of half a second among others that take a thousandth of that. */
  @Test
  void aSliceInWhichNothingCameForAWhileIsInterrupted() throws IOException {
    long[] nanos = {200_000};
    Flow flow =
        new Flow() {
          private int batches;

          @Override
          public int batch() {
            long until = System.nanoTime() + (++batches == 20 ? nanos[0] : 200_000);
            while (System.nanoTime() - until < 0) {
              LockSupport.parkNanos(until - System.nanoTime());
            }
            return 0;
          }

          @Override
          public void close() {
            // nothing is open
          }
        };
    SliceMeter meter = new SliceMeter(NEGATIVE, 20 * MILLISECOND);
    assertEquals(0, meter.settleNanos());
    nanos[0] = 550 * MILLISECOND;
    meter.measure(flow);
    assertTrue(meter.isInterrupted());
    meter.measure(flow);
    assertFalse(meter.isInterrupted());
    assertEquals(1, meter.interruptions());
    meter.settle(flow);
    assertTrue(meter.settleNanos() >= 2 * 20 * MILLISECOND, "two slices that are alike");
  }

  /** Slices have one batch here, after one that is discarded: of the first slice short ones. */
  @Test
  void settlesOnceTwoSlicesAreAlike() throws IOException {
    Counting flow =
        new Counting(50 * MILLISECOND, 0) {
          @Override
          public int batch() throws IOException {
            if (batches < 2) {
              batches++;
              LockSupport.parkNanos(MILLISECOND / 10);
              return 0;
            }
            return super.batch();
          }
        };
    new SliceMeter(NEGATIVE, 1000).settle(flow);
    assertTrue(flow.batches >= 6, "stopped after " + flow.batches);
    assertTrue(flow.batches < 2 * SliceMeter.MOST_SETTLING, "never settled");
  }

  /** A flow whose batches take so long each, at least. */
  private static Flow taking(long... nanos) {
    return new Flow() {
      private int next;

      @Override
      public int batch() {
        long until = System.nanoTime() + nanos[next++];
        while (System.nanoTime() - until < 0) {
          Thread.onSpinWait();
        }
        return 0;
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  /** Batches of a third of the slice, of no time and of the rest: the first is the median. */
  @Test
  void theValueIsTheMedianBatchWhicheverOrderTheyCameIn() throws IOException {
    SliceMeter meter = new SliceMeter(NEGATIVE, 30 * MILLISECOND);
    meter.measure(taking(2 * MILLISECOND, 10 * MILLISECOND, 0, 25 * MILLISECOND));
    Slices slices = new Slices(1, 1);
    meter.addTo(slices, 0, 0);
    assertTrue(slices.value(0) <= -10 * MILLISECOND, "value " + slices.value(0));
  }

  /** Of two batches it is their mean, as it is of one. */
  @Test
  void theValueOfAnEvenNumberIsBetweenTheMiddleTwo() throws IOException {
    SliceMeter meter = new SliceMeter(NEGATIVE, 30 * MILLISECOND);
    meter.measure(taking(2 * MILLISECOND, 10 * MILLISECOND, 25 * MILLISECOND));
    Histogram histogram = Histograms.empty();
    meter.record(histogram);
    Slices slices = new Slices(1, 1);
    meter.addTo(slices, 0, 0);
    double mean = histogram.getMean();
    assertEquals(-mean, slices.value(0), 0.002 * mean);
  }

  @Test
  void sliceStartsAnewEachTime() throws IOException {
    SliceMeter meter = new SliceMeter(NEGATIVE, MILLISECOND);
    Slices slices = new Slices(1, 2);
    meter.measure(new Counting(2 * MILLISECOND, 7));
    long origin = meter.start();
    meter.addTo(slices, 0, origin);
    meter.measure(new Counting(2 * MILLISECOND, 0));
    meter.addTo(slices, 0, origin);
    assertEquals(0, slices.startNanos(0));
    assertTrue(slices.startNanos(1) >= 4 * MILLISECOND, "start " + slices.startNanos(1));
    assertEquals(7, slices.lost(0));
    assertEquals(0, slices.lost(1));
  }

  /** What was waited in vain for lost packets is no cost. */
  @Test
  void theWaitForWhatIsLostIsNotInTheValue() throws IOException {
    SliceMeter meter = new SliceMeter(NEGATIVE, MILLISECOND);
    Slices slices = new Slices(1, 1);
    meter.measure(
        new Flow() {
          private long idle;

          @Override
          public int batch() {
            long start = System.nanoTime();
            long now = start;
            while (now - start < 20 * MILLISECOND) {
              now = System.nanoTime();
            }
            idle = now - start;
            return 1;
          }

          @Override
          public long idleNanos() {
            return idle;
          }

          @Override
          public void close() {
            // nothing is open
          }
        });
    meter.addTo(slices, 0, 0);
    assertTrue(slices.value(0) > -20 * MILLISECOND, "value " + slices.value(0));
  }

  /** The room for times is bounded: a batch quicker than any traffic ends the slice early. */
  @Test
  void batchesQuickerThanAnyTrafficDoNotOverflow() throws IOException {
    SliceMeter meter = new SliceMeter(NEGATIVE, MILLISECOND);
    Slices slices = new Slices(1, 1);
    meter.measure(
        new Flow() {
          @Override
          public int batch() {
            return 0;
          }

          @Override
          public void close() {
            // nothing is open
          }
        });
    meter.addTo(slices, 0, 0);
    assertTrue(slices.batches(0) >= 1 && slices.batches(0) <= MILLISECOND / 500 + 16);
  }

  @Test
  void failureOfTheFlowIsTheMeters() {
    SliceMeter meter = new SliceMeter(NEGATIVE, MILLISECOND);
    IOException cause = new IOException("gone");
    Flow broken =
        new Flow() {
          @Override
          public int batch() throws IOException {
            throw cause;
          }

          @Override
          public void close() {
            // nothing is open
          }
        };
    assertEquals(cause, assertThrows(IOException.class, () -> meter.measure(broken)));
  }
}
