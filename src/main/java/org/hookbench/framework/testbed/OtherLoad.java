package org.hookbench.framework.testbed;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.hookbench.kernel.sys.CpuTime;
import org.hookbench.kernel.sys.ThreadTime;

/**
 * How much else ran on the CPUs that measure: the time in which they were neither idle nor running
 * a thread of this process that is placed on them, and which the hypervisor did not take. Threads
 * of the kernel that work for the measured traffic (ksoftirqd) are in it.
 *
 * <p>It is read before the first cycle, before the arms change lanes and after the last cycle,
 * never within a cycle. Where the threads' own time does not have the softirqs in it, which carry
 * most of the traffic, all softirqs of these CPUs count as ours. /proc/stat counts in units of 10
 * ms, so that a short fork's share may be a few per cent off, and below 0, where the CPUs idle or
 * are stolen now and then.
 */
public final class OtherLoad {
  /** What the clocks say, ns. Read in one order, so that what passes meanwhile cancels. */
  record Reading(Map<Integer, Long> threads, Map<Integer, CpuTime> cpus, long now) {
    static Reading of(BitSet cpus) {
      return new Reading(ThreadTime.ofThreadsOn(cpus), CpuTime.read(), System.nanoTime());
    }

    /** With the processes that this one has started, on the same CPUs, as if they were threads. */
    static Reading withPrograms(BitSet cpus) {
      Map<Integer, Long> own = new HashMap<>(ThreadTime.ofThreadsOn(cpus));
      own.put(ENDED, LanePrograms.endedCpuNanos());
      ProcessHandle.current()
          .descendants()
          .forEach(
              p ->
                  p.info()
                      .totalCpuDuration()
                      .ifPresent(cpu -> own.put((int) p.pid(), cpu.toNanos())));
      return new Reading(own, CpuTime.read(), System.nanoTime());
    }
  }

  /** No thread has this number: the programs that have ended. */
  private static final int ENDED = -1;

  private final BitSet cpus;
  private final Supplier<Reading> clocks;
  private Reading first;
  private Reading last;
  private long own;

  /**
   * @param cpus that the lanes' ends are pinned to; empty where they are not
   */
  OtherLoad(BitSet cpus) {
    this(cpus, () -> Reading.of(cpus));
  }

  /** Where programs of the user's run on these CPUs, which this process has started. */
  static OtherLoad besidePrograms(BitSet cpus) {
    return new OtherLoad(cpus, () -> Reading.withPrograms(cpus));
  }

  OtherLoad(BitSet cpus, Supplier<Reading> clocks) {
    this.cpus = cpus;
    this.clocks = clocks;
    // this reading loads classes; it is not to be longer than those that count
    begin();
  }

  /** What is asked for begins now. */
  public void begin() {
    first = clocks.get();
    last = first;
    own = 0;
  }

  /** Notes what has been until now. To be called before threads end, whose time ends with them. */
  public void note() {
    if (cpus.isEmpty()) {
      return;
    }
    Reading now = clocks.get();
    now.threads.forEach((thread, nanos) -> own += nanos - last.threads.getOrDefault(thread, 0L));
    last = now;
  }

  /** The share of these CPUs' time until the last note; empty where they are not known. */
  public OptionalDouble share() {
    long wall = last.now - first.now;
    long others = -own;
    for (int cpu : cpus.stream().toArray()) {
      CpuTime before = first.cpus.get(cpu);
      CpuTime after = last.cpus.get(cpu);
      if (before == null || after == null) {
        // taken offline: no thread is where it was placed
        return OptionalDouble.empty();
      }
      others += wall - notOthers(before, after);
    }
    return wall == 0 || cpus.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) others / (wall * cpus.cardinality()));
  }

  /** Of one CPU: idle or stolen, and in softirqs where no thread's time has them. */
  private static long notOthers(CpuTime before, CpuTime after) {
    long idle = after.idle() - before.idle();
    long stolen = after.stolen() - before.stolen();
    boolean apart = after.hard() > 0;
    return idle + stolen + (apart ? after.interrupts() - before.interrupts() : 0);
  }
}
