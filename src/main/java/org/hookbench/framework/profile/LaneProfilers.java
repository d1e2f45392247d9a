package org.hookbench.framework.profile;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hookbench.Extensions;

/**
 * The profilers that know lanes: all that there are, and those of this fork, which JMH makes and
 * the benchmark tells what it does.
 */
public final class LaneProfilers {
  private static final Extensions<LaneProfilerProvider, LaneProfilerKind> ALL =
      new Extensions<>(
          LaneProfilerProvider.class,
          BuiltinLaneProfilers.class,
          LaneProfilerProvider::profilers,
          LaneProfilerKind::name);

  private static final LaneProfilers THIS_FORK = new LaneProfilers();

  private final Set<LaneProfiler> profilers = new LinkedHashSet<>();

  LaneProfilers() {}

  /**
   * Every one: those that come with HookBench, and behind them those of every {@link
   * LaneProfilerProvider} on the class path.
   *
   * @throws org.hookbench.ExtensionException where one on the class path can't be used
   */
  public static List<LaneProfilerKind> all() {
    return ALL.all();
  }

  /**
   * The one of that name.
   *
   * @throws org.hookbench.ExtensionException where any on the class path can't be used
   */
  public static Optional<LaneProfilerKind> kind(String name) {
    return ALL.named(name);
  }

  /** Those of this process. */
  public static LaneProfilers ofThisFork() {
    return THIS_FORK;
  }

  void join(LaneProfiler profiler) {
    profilers.add(profiler);
  }

  /** Whether there are none, as in every fork that gives an estimate. */
  public boolean isEmpty() {
    return profilers.isEmpty();
  }

  /** All lanes are built and warm; the measured cycles follow. */
  public void open(TestbedView view) throws IOException {
    each("open", p -> p.open(view));
  }

  /**
   * A cycle begins.
   *
   * @param number from 0
   */
  public void cycleBegins(int number) throws IOException {
    each("begin a cycle", p -> p.cycleBegins(number));
  }

  /** An arm's slice begins. */
  public void sliceBegins(int arm) throws IOException {
    each("begin a slice", p -> p.sliceBegins(arm));
  }

  /** It has ended. */
  public void sliceEnds(int arm, long operations) throws IOException {
    each("end a slice", p -> p.sliceEnds(arm, operations));
  }

  /** All cycles are done: has the profilers say what they saw. */
  public void finish() throws IOException {
    each("finish", p -> p.leave(p.finish()));
  }

  /** Closes all of them. */
  public void close() {
    each("close", p -> p.close());
  }

  private interface Step<E extends Exception> {
    void of(LaneProfiler profiler) throws E;
  }

  /** Has each do something; of one from elsewhere that fails in it, that is told with its class. */
  private <E extends Exception> void each(String doing, Step<E> step) throws E {
    for (LaneProfiler p : profilers) {
      try {
        step.of(p);
      } catch (RuntimeException | LinkageError e) {
        throw Extensions.failure(p, doing, e);
      }
    }
  }
}
