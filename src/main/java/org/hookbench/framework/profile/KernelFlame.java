package org.hookbench.framework.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hookbench.kernel.bpf.StackSample;
import org.hookbench.kernel.bpf.StackSampler;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * Samples what the CPUs of the lanes do while an arm's slice runs (every CPU where the lanes are
 * not pinned), the kernel's stacks and Java's, by an eBPF program of ours: flame graphs by arm.
 * Three cycles of four are sampled, so that what sampling costs can be seen within the same fork.
 *
 * <p>Needs CAP_BPF, CAP_PERFMON and CAP_SYSLOG, and Linux 5.15 with BTF; no perf, no hardware
 * counters.
 */
public final class KernelFlame extends LaneProfiler {
  /** Cycles of a round, of which the last is not sampled. */
  public static final int ROUND = 4;

  /** What {@code -prof} calls it. */
  public static final String NAME = "kflame";

  private static final String FREQ = "freq";
  private static final int DEFAULT_HERTZ = 999;
  private static final int MOST_HERTZ = 9999;
  private static final double NANOS_A_SECOND = 1e9;

  private final int hertz;
  private final List<StackSampler> open = new ArrayList<>();
  private TestbedView view;
  private StackSampler sampler;
  private boolean sampling;
  private long sliceBegan;
  private long[] sampledNanos;
  private long[] operations;

  /**
   * @param options {@code freq=HZ}, samples a second and CPU; may be empty
   * @throws ProfilerException where an option is wrong, or the kernel does not let this be done
   */
  public KernelFlame(String options) throws ProfilerException {
    hertz = hertz(options);
    Optional<String> refusal = KernelSymbols.refusal();
    if (refusal.isPresent()) {
      throw new ProfilerException(NAME + " can't run here: " + refusal.get());
    }
    ProfilerStart.tryOut(NAME, () -> StackSampler.open(hertz, 1, new BitSet()));
  }

  static int hertz(String options) throws ProfilerException {
    String given = ProfilerStart.options(NAME, options, List.of(FREQ)).get(FREQ);
    if (given == null) {
      return DEFAULT_HERTZ;
    }
    int hertz = ProfilerStart.count(NAME, FREQ, given);
    if (hertz > MOST_HERTZ) {
      throw new ProfilerException(
          NAME + ": " + FREQ + " is at most " + MOST_HERTZ + " samples a second, not " + hertz);
    }
    return hertz;
  }

  /**
   * Whether a cycle is sampled. The others are there to be compared with.
   *
   * @param cycle from 0, as {@link #cycleBegins} has it
   */
  public static boolean isSampled(int cycle) {
    return cycle % ROUND != ROUND - 1;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String getDescription() {
    return "kernel and Java stacks by arm, sampled by eBPF (" + FREQ + "=" + DEFAULT_HERTZ + ")";
  }

  @Override
  protected void open(TestbedView testbed) {
    view = testbed;
    sampledNanos = new long[testbed.lanes().size()];
    operations = new long[testbed.lanes().size()];
    sampler = StackSampler.open(hertz, testbed.lanes().size(), testbed.cpus());
    open.add(sampler);
  }

  @Override
  protected void cycleBegins(int number) {
    sampler.drain();
    sample(isSampled(number));
  }

  private void sample(boolean on) {
    if (on != sampling) {
      sampling = on;
      if (on) {
        sampler.start();
      } else {
        sampler.stop();
      }
    }
  }

  @Override
  protected void sliceBegins(int arm) {
    sampler.label(arm);
    sliceBegan = System.nanoTime();
  }

  @Override
  protected void sliceEnds(int arm, long done) {
    long nanos = System.nanoTime() - sliceBegan;
    sampler.label(-1);
    if (sampling) {
      sampledNanos[arm] += nanos;
      operations[arm] += done;
      sampler.drainIfFilling();
    }
  }

  @Override
  protected List<ArmProfile> finish() throws IOException {
    sample(false);
    sampler.drain();
    // while the programs are still loaded, for only then they have names
    KernelSymbols kernel = KernelSymbols.read();
    view.lanes().forEach(lane -> lane.programs().forEach(kernel::add));
    StackFolder folder = new StackFolder(kernel, JvmCode.read(), ProcessMaps.read());
    List<SortedMap<String, Long>> folded = new ArrayList<>();
    view.lanes().forEach(lane -> folded.add(new TreeMap<>()));
    long[] idle = new long[view.lanes().size()];
    long[] others = new long[view.lanes().size()];
    sampler.forEach(
        (sample, count) ->
            folder
                .fold(sample)
                .ifPresentOrElse(
                    stack -> folded.get(sample.label()).merge(stack, count, Long::sum),
                    () -> {
                      boolean isIdle = sample.task() == StackSample.Task.IDLE;
                      (isIdle ? idle : others)[sample.label()] += count;
                    }));
    List<ArmProfile> profiles = new ArrayList<>();
    for (int arm = 0; arm < idle.length; arm++) {
      profiles.add(profile(arm, folded.get(arm), idle[arm], others[arm]));
    }
    return profiles;
  }

  private ArmProfile profile(int arm, SortedMap<String, Long> folded, long idle, long others) {
    StackSampler.Count count = sampler.count(arm);
    double cpuNanos = (double) sampledNanos[arm] * sampler.cpus();
    long kept = folded.values().stream().mapToLong(Long::longValue).sum() + idle + others;
    double ofACpu = hertz * sampledNanos[arm] / NANOS_A_SECOND;
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("samples", "samples", Arrays.stream(count.taken()).sum(), 1));
    figures.add(new Figure("expected", "samples", ofACpu * sampler.cpus(), 1));
    sampler.cpuNumbers().stream()
        .forEach(
            cpu ->
                figures.add(
                    new Figure(
                        "samples@" + cpu, "% of expected", 100.0 * count.taken()[cpu], ofACpu)));
    figures.add(new Figure("lost", "samples", count.lost(), 1));
    figures.add(new Figure("idle", "samples", idle, 1));
    figures.add(new Figure("others", "samples", others, 1));
    figures.add(new Figure("Java without names", "samples", nameless(folded), 1));
    return ArmProfile.of(
        figures,
        new Stacks(
            folded, cpuNanos / Math.max(1, kept), operations[arm], count.lost(), idle, others));
  }

  /** Samples of Java code that the JVM could not name. */
  private static long nameless(SortedMap<String, Long> folded) {
    String frame = Stacks.SEPARATOR + ProcessMaps.MADE;
    return folded.entrySet().stream()
        .filter(e -> e.getKey().contains(frame))
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  @Override
  protected void close() {
    open.forEach(StackSampler::close);
    open.clear();
  }
}
