package org.hookbench.framework.profile;

import java.util.List;

/** The profilers that come with HookBench, in the order of tables. */
public final class BuiltinLaneProfilers implements LaneProfilerProvider {
  @Override
  public List<LaneProfilerKind> profilers() {
    return List.of(
        // the kernel could follow no call in Java code without frame pointers
        new LaneProfilerKind(
            KernelFlame.NAME, KernelFlame.class, 3, List.of("-XX:+PreserveFramePointer")),
        new LaneProfilerKind(BpfRuns.NAME, BpfRuns.class, 1, List.of()),
        new LaneProfilerKind(SoftirqTime.NAME, SoftirqTime.class, 1, List.of()),
        new LaneProfilerKind(TcpInfoSeries.NAME, TcpInfoSeries.class, 1, List.of()));
  }
}
