package org.hookbench.framework.profile;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apiguardian.api.API;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * A profiler of JMH's that is told which arm's slice is running. A class with a public constructor
 * that takes JMH's option text, which throws a ProfilerException where the profiler can't run here.
 * A {@link LaneProfilerProvider} gives it to HookBench.
 *
 * <p>All calls come from the thread that measures, in this order: {@link #open}, then for each
 * cycle {@link #cycleBegins} and for each arm {@link #sliceBegins} and {@link #sliceEnds}; then
 * {@link #finish} if the fork gets so far, and {@link #close} in any case.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract class LaneProfiler implements InternalProfiler {
  private List<ArmProfile> left = List.of();

  /** The name that {@code -prof} knows it by. */
  public abstract String name();

  /** All lanes are built and warm; the measured cycles follow. */
  protected abstract void open(TestbedView view) throws IOException;

  /**
   * A cycle begins.
   *
   * @param number from 0
   */
  protected void cycleBegins(int number) throws IOException {
    // most have nothing to do
  }

  /**
   * A slice begins, with the part of it that is discarded.
   *
   * @param arm the arm's index
   */
  protected abstract void sliceBegins(int arm) throws IOException;

  /**
   * It has ended.
   *
   * @param operations the workload's operations in it, with the discarded ones
   */
  protected abstract void sliceEnds(int arm, long operations) throws IOException;

  /** All cycles are done, the lanes are still there. One profile an arm. */
  protected abstract List<ArmProfile> finish() throws IOException;

  /** Gives back whatever {@link #open} took; also where that failed half-way, or never was. */
  protected abstract void close();

  /** Notes what is to go to the host. */
  final void leave(List<ArmProfile> profiles) {
    left = List.copyOf(profiles);
  }

  @Override
  public final void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    LaneProfilers.ofThisFork().join(this);
  }

  @Override
  public final Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    if (left.isEmpty()) {
      return List.of();
    }
    ProfileResult profile = new ProfileResult(name(), left);
    left = List.of();
    return List.of(profile);
  }
}
