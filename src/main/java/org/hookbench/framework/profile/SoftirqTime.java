package org.hookbench.framework.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.hookbench.kernel.bpf.CpuCounters;
import org.hookbench.kernel.bpf.CpuCounts;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.sys.StealTime;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * Where an arm's CPU time goes: softirq, system, user and steal, a packet, a byte and an operation;
 * how often the network's softirqs run, and how often the CPUs switch context. Of the CPUs that the
 * lanes' ends are pinned to, each and together; of all CPUs where they are not pinned.
 *
 * <p>There are three sources, since none has everything:
 *
 * <ul>
 *   <li>{@code softirq}, {@code NET_RX}, {@code NET_TX} and the context switches are counted by
 *       programs of ours on the kernel's tracepoints ({@link CpuCounters}): exact, from entry to
 *       exit of each softirq by the clock, with the interrupts and the steal that fall in between.
 *       {@code NET_RX} and {@code NET_TX} are parts of {@code softirq}. Whose packet it was, they
 *       can't tell: what else the host receives on these CPUs is in it. {@code softirq in others}
 *       is the part that interrupted other processes or the kernel's threads; where the lanes share
 *       a CPU, their own softirqs are hardly ever in it, and the rest is theirs.
 *   <li>{@code user}, {@code system}, {@code softirq by samples}, {@code others} (other processes
 *       and the kernel's threads) and {@code idle} are samples, 1999 a second and CPU, of a program
 *       of ours on each CPU's clock; each sample is one of the five. User and system are this
 *       process's own. To count every entry into the kernel would be exact, but puts a program's
 *       run at both ends of each system call; and the kernel's own account (/proc/stat) samples as
 *       well, more rarely, and knows no processes. The samples are not in step with slices, so no
 *       arm is favoured, but of n samples a part p is known to a relative sqrt((1-p)/(p n)) only:
 *       after 10 s an arm, a part of 30 % to 1 % of itself.
 *   <li>{@code steal} is /proc/stat's ({@link StealTime}), and in none of the five.
 * </ul>
 *
 * <p>A packet that is sent over veth is received in a softirq on the sender's CPU, within
 * sendto(2). That time is softirq here, by both sources, and not system. (What times(2) and {@code
 * top} call a process's system time includes it.) {@code softirq} is the better figure; how far
 * {@code softirq by samples} is from it says how far the samples can be trusted. Seen on a virtual
 * machine: within 7 % on one CPU, and 5 to 20 % less where each end has a CPU of its own.
 *
 * <p>Packets and bytes are those that the lane's receiving device took in, acknowledgements on the
 * way back not among them; what TSO or GRO merged is one packet.
 *
 * <p>All is read between slices; in the slices these programs run at each softirq and context
 * switch, and each sample is an interrupt. Linux 5.7, CONFIG_BPF_EVENTS; CAP_BPF and CAP_PERFMON.
 */
public final class SoftirqTime extends LaneProfiler {
  static final String NAME = "softirq";

  private final List<CpuWork> work = new ArrayList<>();
  private final List<LinkStats> before = new ArrayList<>();
  private final List<CpuCounters> open = new ArrayList<>();
  private TestbedView view;
  private CpuCounters counters;
  private StealTime stealAtBegin;
  private CpuCounts countsAtBegin;

  /**
   * @param options must be empty
   * @throws ProfilerException for any option, and where the kernel does not let us count
   */
  public SoftirqTime(String options) throws ProfilerException {
    ProfilerStart.options(NAME, options, Set.of());
    ProfilerStart.tryOut(NAME, CpuCounters::attach);
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
  protected void open(TestbedView testbed) {
    view = testbed;
    counters = CpuCounters.attach();
    open.add(counters);
    stealAtBegin = StealTime.read();
    countsAtBegin = counters.read();
    for (TestbedView.LaneView lane : testbed.lanes()) {
      work.add(new CpuWork());
      before.add(lane.received().get());
    }
  }

  @Override
  protected void sliceBegins(int arm) {
    stealAtBegin = StealTime.read();
    countsAtBegin = counters.read();
  }

  @Override
  protected void sliceEnds(int arm, long operations) {
    CpuCounts counts = counters.read();
    StealTime steal = StealTime.read();
    work.get(arm).add(countsAtBegin, counts, stealAtBegin, steal, operations);
  }

  @Override
  protected List<ArmProfile> finish() {
    BitSet cpus = view.cpus().isEmpty() ? StealTime.read().online() : view.cpus();
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
    open.forEach(CpuCounters::close);
    open.clear();
    work.clear();
    before.clear();
  }
}
