package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hookbench.ffi.Ffi;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;

/**
 * Counts softirqs, their time and context switches on every CPU, from {@link #attach()} to {@link
 * #close()}, by programs on the tracepoints {@code softirq_entry}, {@code softirq_exit} and {@code
 * sched_switch}. Host-wide; a softirq then takes some tens of ns more, for the most part outside
 * the time that is counted.
 *
 * <p>Kernel 4.17, CONFIG_BPF_EVENTS; CAP_BPF and CAP_PERFMON.
 */
public final class SoftirqCounters implements AutoCloseable {
  private static final List<String> TRACEPOINTS =
      List.of("softirq_entry", "softirq_exit", "sched_switch");
  private static final String MAP = "seen";

  private final ByteBuffer first = Ffi.zeroed(Integer.BYTES);
  private final Deque<Runnable> open = new ArrayDeque<>();
  private BpfMap seen;

  private SoftirqCounters() {}

  /**
   * Begins to count.
   *
   * @throws KernelException where the kernel refuses; then nothing is left
   */
  public static SoftirqCounters attach() {
    SoftirqCounters counters = new SoftirqCounters();
    try {
      TRACEPOINTS.forEach(counters::add);
      return counters;
    } catch (KernelException e) {
      counters.close();
      throw e.errno() == Errno.EPERM || e.errno() == Errno.EACCES
          ? e.withHint("needs root, or CAP_BPF and CAP_PERFMON")
          : e;
    } catch (RuntimeException e) {
      counters.close();
      throw e;
    }
  }

  /** One object a program, for an object loads one; they share the first one's map. */
  private void add(String tracepoint) {
    BpfObject object = ProgramSpec.builtin("softirq");
    open.push(object::close);
    BpfMap map = object.map(MAP);
    if (seen == null) {
      seen = map;
    } else {
      map.reuse(seen);
    }
    BpfLink link = BpfLink.createRawTracepoint(object.load(tracepoint), tracepoint);
    open.push(link::close);
  }

  /** What has been counted so far. The calling thread's CPU is in no softirq then. */
  public SoftirqCounts read() {
    return SoftirqCounts.decode(
        seen.lookup(first)
            .orElseThrow(() -> new IllegalStateException("an array without its first entry")));
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }
}
