package org.hookbench.kernel.sys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long CPUs have nothing to do, by a thread on each that takes what nobody else wants
 * (SCHED_IDLE) and reads the clock all the time: where two readings are close, the CPU was idle;
 * where they are not, something else ran, be it a thread, a softirq or an interrupt, and however
 * the kernel accounts for it. {@code /proc/stat} counts in units of 10 ms, and without
 * CONFIG_IRQ_TIME_ACCOUNTING guesses at them.
 *
 * <p>While it is on the CPUs never sleep, and what runs on them pays for a switch of threads more.
 * A process has one clock a set of CPUs, however many want it: a second one would take the first
 * one's time for work.
 *
 * <p>Source of the method: cyclesoak, by Andrew Morton; oslat(8).
 */
public final class IdleClock implements AutoCloseable {
  private static final int WARM_UP = 200_000;
  private static final int READINGS = 4_001;

  /** Two readings are close below so many times their usual distance: a packet takes more. */
  private static final int CLOSE = 16;

  private static final long LEAST_CLOSE_NANOS = 250;
  private static final long MOST_CLOSE_NANOS = 2_000;

  private static @Nullable IdleClock shared;
  private static int users;

  private final BitSet cpus;
  private final List<Watcher> watchers = new ArrayList<>();

  private IdleClock(BitSet cpus) {
    this.cpus = (BitSet) cpus.clone();
  }

  /**
   * Starts the clock, or joins the users of the one that runs.
   *
   * @param cpus which are watched
   * @throws KernelException where a thread can't be placed
   * @throws IllegalStateException where a clock runs for other CPUs
   */
  public static synchronized IdleClock open(BitSet cpus) {
    if (shared == null) {
      IdleClock clock = new IdleClock(cpus);
      clock.start();
      shared = clock;
    } else if (!shared.cpus.equals(cpus)) {
      throw new IllegalStateException("an idle clock runs for other CPUs: " + shared.cpus);
    }
    users++;
    return shared;
  }

  private void start() {
    try {
      for (int cpu : cpus.stream().toArray()) {
        Watcher watcher = new Watcher(cpu);
        watchers.add(watcher);
        watcher.start();
      }
      for (Watcher watcher : watchers) {
        watcher.awaitReady();
      }
    } catch (RuntimeException e) {
      watchers.forEach(Watcher::end);
      throw e;
    }
  }

  /** How many CPUs are watched. */
  public int cpus() {
    return watchers.size();
  }

  /** The time that they have been idle so far, ns, all of them together. Allocates nothing. */
  public long nanos() {
    long sum = 0;
    for (int i = 0; i < watchers.size(); i++) {
      sum += watchers.get(i).idle.getAcquire();
    }
    return sum;
  }

  /** Stops it with its last user. */
  @Override
  public void close() {
    synchronized (IdleClock.class) {
      if (--users == 0) {
        shared = null;
        watchers.forEach(Watcher::end);
      }
    }
  }

  /** The thread of one CPU. */
  private static final class Watcher {
    private final AtomicLong idle = new AtomicLong();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean ended;
    private volatile @Nullable RuntimeException failure;

    Watcher(int cpu) {
      thread =
          new Thread(
              () -> {
                try {
                  Affinity.pin(cpu);
                  Affinity.onlyWhenIdle();
                  long close = calibrate();
                  ready.countDown();
                  watch(close);
                } catch (RuntimeException e) {
                  failure = e;
                  ready.countDown();
                }
              },
              "idle clock of CPU " + cpu);
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    void awaitReady() {
      try {
        ready.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the idle clock starts", e);
      }
      RuntimeException e = failure;
      if (e != null) {
        throw e;
      }
    }

    void end() {
      ended = true;
    }

    /** How far apart two readings may be with nothing in between, once the loop is compiled. */
    private long calibrate() {
      long last = System.nanoTime();
      for (int i = 0; i < WARM_UP; i++) {
        last = step(last, 0);
      }
      long[] distances = new long[READINGS];
      for (int i = 0; i < READINGS; i++) {
        long now = System.nanoTime();
        distances[i] = now - last;
        last = now;
      }
      Arrays.sort(distances);
      return Math.max(
          LEAST_CLOSE_NANOS, Math.min(MOST_CLOSE_NANOS, CLOSE * distances[READINGS / 2]));
    }

    private void watch(long close) {
      long last = System.nanoTime();
      while (!ended) {
        last = step(last, close);
      }
    }

    private long step(long last, long close) {
      long now = System.nanoTime();
      long distance = now - last;
      if (distance < close) {
        idle.setRelease(idle.getPlain() + distance);
      }
      return now;
    }
  }
}
