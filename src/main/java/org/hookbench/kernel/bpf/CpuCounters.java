package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.KernelException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what every CPU does, from {@link #attach()} to {@link #close()}: softirqs, their time and
 * context switches by programs on the tracepoints {@code softirq_entry}, {@code softirq_exit} and
 * {@code sched_switch}, and samples by mode by one on each CPU's clock. Host-wide; what a softirq
 * then takes more is for the most part outside the time that is counted, and each sample is an
 * interrupt.
 *
 * <p>Linux 5.7, CONFIG_BPF_EVENTS, no hardware counters; CAP_BPF and CAP_PERFMON.
 */
public final class CpuCounters implements AutoCloseable {
  /** Samples a second and CPU: out of step with the kernel's own ticks, and with slices. */
  private static final int HERTZ = 1999;

  /** Time that a sample stands for, ns. */
  public static final double SAMPLE_NANOS = 1e9 / HERTZ;

  private static final List<String> TRACEPOINTS =
      List.of("softirq_entry", "softirq_exit", "sched_switch");
  private static final String MAP = "seen";

  private final ByteBuffer first = Ffi.zeroed(Integer.BYTES);
  private final Deque<Runnable> open = new ArrayDeque<>();
  private @Nullable BpfMap seen;

  private CpuCounters() {}

  /**
   * Begins to count.
   *
   * @throws KernelException where the kernel refuses; then nothing is left
   */
  public static CpuCounters attach() {
    CpuCounters counters = new CpuCounters();
    try {
      for (String tracepoint : TRACEPOINTS) {
        BpfLink link = BpfLink.createRawTracepoint(counters.load(tracepoint), tracepoint);
        counters.open.push(link::close);
      }
      counters.sample(counters.load("cpu_clock"));
      return counters;
    } catch (RuntimeException e) {
      counters.close();
      throw e;
    }
  }

  /** One object a program, for an object loads one; they share the first one's map. */
  private BpfProgram load(String program) {
    BpfObject object = BpfObject.ofJar("cpu");
    open.push(object::close);
    BpfMap map = object.map(MAP);
    if (seen == null) {
      seen = map;
    } else {
      map.reuse(seen);
    }
    return OwnProcess.load(object, program);
  }

  private void sample(BpfProgram program) {
    List<PerfEvent> clocks = PerfEvent.cpuClocks(HERTZ, new BitSet());
    clocks.forEach(clock -> open.push(clock::close));
    clocks.forEach(clock -> clock.attach(program));
    clocks.forEach(PerfEvent::enable);
  }

  /** What has been counted so far. The calling thread's CPU is in no softirq then. */
  public CpuCounts read() {
    return CpuCounts.decode(
        Optional.ofNullable(seen)
            .flatMap(map -> map.lookup(first))
            .orElseThrow(() -> new IllegalStateException("an array without its first entry")));
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }
}
