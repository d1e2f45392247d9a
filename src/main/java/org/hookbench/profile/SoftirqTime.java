package org.hookbench.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.hookbench.bpf.SoftirqCounters;
import org.hookbench.bpf.SoftirqCounts;
import org.hookbench.kernel.CpuTimes;
import org.hookbench.netlink.LinkStats;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * Where an arm's CPU time goes: softirq, system, user and steal, a packet, a byte and an operation;
 * how often the network's softirqs run, and how often the CPUs switch context. Of the CPUs that the
 * lanes' ends are pinned to, each and together; of all CPUs where they are not pinned. Whatever
 * else runs on these CPUs is in it.
 *
 * <p>There are two sources, since neither has everything:
 *
 * <ul>
 *   <li>{@code softirq}, {@code NET_RX}, {@code NET_TX} and the context switches are counted by
 *       programs of ours on the kernel's tracepoints ({@link SoftirqCounters}): exact, from entry
 *       to exit of each softirq by the clock, with the interrupts and the steal that fall in
 *       between. {@code NET_RX} and {@code NET_TX} are parts of {@code softirq}.
 *   <li>{@code user}, {@code system}, {@code steal} and {@code softirq by ticks} are the kernel's
 *       account ({@link CpuTimes}), which on most kernels samples at each tick of a timer. The
 *       ticks and the slices are not in step, for a cycle's slices are of uneven length and in
 *       random order, so this has no bias, but of n ticks a part p is known to a relative
 *       sqrt((1-p)/(p n)) only: after 10 s an arm at 4 ms a tick, a part of 30 % to 3 % of itself.
 * </ul>
 *
 * <p>A packet that is sent over veth is received in a softirq on the sender's CPU, within
 * sendto(2). That time is softirq here, by either source, and not system: {@code user}, {@code
 * system}, {@code softirq by ticks} and {@code steal} have no part in common. (What times(2) and
 * {@code top} call a process's system time includes it.) {@code softirq} in place of {@code softirq
 * by ticks} is the better figure; that the two agree says that the ticks can be trusted.
 *
 * <p>Packets and bytes are those that the lane's receiving device took in, acknowledgements on the
 * way back not among them; what TSO or GRO merged is one packet.
 *
 * <p>Both sources are read between slices; in the slices a softirq and a context switch cost some
 * tens of ns more. Kernel 4.17, CONFIG_BPF_EVENTS; CAP_BPF and CAP_PERFMON.
 */
public final class SoftirqTime extends LaneProfiler {
  private static final String NAME = "softirq";

  private final List<CpuWork> work = new ArrayList<>();
  private final List<LinkStats> before = new ArrayList<>();
  private LabView view;
  private SoftirqCounters counters;
  private CpuTimes ticksAtBegin;
  private SoftirqCounts countsAtBegin;

  /**
   * @param options must be empty
   * @throws ProfilerException for any option, and where the kernel does not let us count
   */
  public SoftirqTime(String options) throws ProfilerException {
    ProfilerStart.options(NAME, options, Set.of());
    ProfilerStart.tryOut(NAME, SoftirqCounters::attach);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return "CPU time in softirq, system and user a packet, byte and operation; context switches";
  }

  @Override
  protected void open(LabView lab) {
    view = lab;
    counters = SoftirqCounters.attach();
    for (LabView.LaneView lane : lab.lanes()) {
      work.add(new CpuWork());
      before.add(lane.received().get());
    }
  }

  @Override
  protected void sliceBegins(int arm) {
    ticksAtBegin = CpuTimes.read();
    countsAtBegin = counters.read();
  }

  @Override
  protected void sliceEnds(int arm, long operations) {
    SoftirqCounts counts = counters.read();
    CpuTimes ticks = CpuTimes.read();
    work.get(arm).add(countsAtBegin, counts, ticksAtBegin, ticks, operations);
  }

  @Override
  protected List<ArmProfile> finish() {
    BitSet cpus = view.cpus().isEmpty() ? CpuTimes.read().online() : view.cpus();
    List<ArmProfile> profiles = new ArrayList<>();
    for (int arm = 0; arm < work.size(); arm++) {
      // but for the slices nothing moves on a lane from open to here
      LinkStats crossed = view.lanes().get(arm).received().get().since(before.get(arm));
      profiles.add(ArmProfile.of(work.get(arm).figures(cpus, crossed, view.operation())));
    }
    return profiles;
  }

  @Override
  protected void close() {
    if (counters != null) {
      counters.close();
      counters = null;
    }
    work.clear();
    before.clear();
  }
}
