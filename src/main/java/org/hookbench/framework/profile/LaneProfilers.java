package org.hookbench.framework.profile;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The profilers that know lanes: their registry, and those of this fork, which JMH makes and the
 * benchmark tells what it does.
 */
public final class LaneProfilers {
  private static final List<Kind> ALL =
      List.of(
          // the kernel could follow no call in Java code without frame pointers
          new Kind(KernelFlame.NAME, KernelFlame.class, 3, List.of("-XX:+PreserveFramePointer")),
          new Kind(BpfRuns.NAME, BpfRuns.class, 1, List.of()),
          new Kind(SoftirqTime.NAME, SoftirqTime.class, 1, List.of()),
          new Kind(TcpInfoSeries.NAME, TcpInfoSeries.class, 1, List.of()));

  private static final LaneProfilers THIS_FORK = new LaneProfilers();

  private final Set<LaneProfiler> profilers = new LinkedHashSet<>();

  /**
   * One that {@code -prof} knows.
   *
   * @param name what a user types
   * @param type its class
   * @param forks how many forks it takes, beside those of the estimate
   * @param jvmArguments what its forks' JVM needs
   */
  public record Kind(
      String name, Class<? extends LaneProfiler> type, int forks, List<String> jvmArguments) {}

  LaneProfilers() {}

  /** Every one, in the order of tables. */
  public static List<Kind> all() {
    return ALL;
  }

  /** The one of that name. */
  public static Optional<Kind> kind(String name) {
    return ALL.stream().filter(k -> k.name().equals(name)).findFirst();
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
    for (LaneProfiler p : profilers) {
      p.open(view);
    }
  }

  /**
   * A cycle begins.
   *
   * @param number from 0
   */
  public void cycleBegins(int number) throws IOException {
    for (LaneProfiler p : profilers) {
      p.cycleBegins(number);
    }
  }

  /** An arm's slice begins. */
  public void sliceBegins(int arm) throws IOException {
    for (LaneProfiler p : profilers) {
      p.sliceBegins(arm);
    }
  }

  /** It has ended. */
  public void sliceEnds(int arm, long operations) throws IOException {
    for (LaneProfiler p : profilers) {
      p.sliceEnds(arm, operations);
    }
  }

  /** All cycles are done: has the profilers say what they saw. */
  public void finish() throws IOException {
    for (LaneProfiler p : profilers) {
      p.leave(p.finish());
    }
  }

  /** Closes all of them. */
  public void close() {
    profilers.forEach(LaneProfiler::close);
  }
}
