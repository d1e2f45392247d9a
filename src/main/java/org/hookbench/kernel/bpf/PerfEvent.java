package org.hookbench.kernel.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.PerfEventAttr;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.KernelFile;
import org.hookbench.kernel.sys.Sys;

/**
 * The clock of one CPU as a perf event: while it is enabled its program runs so many times a
 * second, whatever the CPU does, also in softirqs and when it is idle. A timer of the kernel's: no
 * hardware counter is needed. It ends when it is closed, and so with the process.
 *
 * <p>Needs CAP_PERFMON, or before Linux 5.8 CAP_SYS_ADMIN. Source: perf_event_open(2).
 */
final class PerfEvent implements AutoCloseable {
  private static final long SYS_PERF_EVENT_OPEN =
      System.getProperty("os.arch").equals("aarch64") ? 241 : 298;
  private static final int PERF_TYPE_SOFTWARE = 1;
  private static final long PERF_COUNT_SW_CPU_CLOCK = 0;
  private static final long DISABLED = 1;
  private static final long FREQ = 1 << 10;
  private static final long PERF_FLAG_FD_CLOEXEC = 8;
  private static final long ENABLE = 0x2400;
  private static final long DISABLE = 0x2401;
  private static final long SET_BPF = 0x40042408;
  private static final Path PARANOID = Path.of("/proc/sys/kernel/perf_event_paranoid");
  private static final Path MOST = Path.of("/proc/sys/kernel/perf_event_max_sample_rate");

  private final int cpu;
  private final Fd fd;

  private PerfEvent(int cpu, Fd fd) {
    this.cpu = cpu;
    this.fd = fd;
  }

  /** The CPU's number. */
  int cpu() {
    return cpu;
  }

  /**
   * Opens the clocks of CPUs that are online, none of them enabled.
   *
   * @param hertz how often a second
   * @param cpus which; all if empty
   * @throws KernelException where the kernel forbids it, with what to do
   */
  static List<PerfEvent> cpuClocks(int hertz, BitSet cpus) {
    List<PerfEvent> clocks = new ArrayList<>();
    try {
      for (int cpu = 0; cpu < Ffi.libbpf().libbpf_num_possible_cpus(); cpu++) {
        if (!cpus.isEmpty() && !cpus.get(cpu)) {
          continue;
        }
        long opened = open(cpu, hertz);
        int errno = Ffi.errno();
        if (opened >= 0) {
          clocks.add(new PerfEvent(cpu, new Fd((int) opened)));
        } else if (errno != Errno.ENODEV) { // which is an offline CPU's
          throw new KernelException(
              "open the clock of CPU " + cpu + " (perf_event_open)", errno, hint(errno));
        }
      }
      return clocks;
    } catch (RuntimeException e) {
      clocks.forEach(PerfEvent::close);
      throw e;
    }
  }

  private static long open(int cpu, int hertz) {
    ByteBuffer attributes = Ffi.zeroed(PerfEventAttr.SIZE);
    attributes.putInt(PerfEventAttr.TYPE, PERF_TYPE_SOFTWARE);
    attributes.putInt(PerfEventAttr.SIZE_FIELD, PerfEventAttr.SIZE);
    attributes.putLong(PerfEventAttr.CONFIG, PERF_COUNT_SW_CPU_CLOCK);
    attributes.putLong(PerfEventAttr.SAMPLE_FREQ, hertz);
    attributes.putLong(PerfEventAttr.FLAGS, DISABLED | FREQ);
    long everyTask = -1;
    long noGroup = -1;
    long result =
        Ffi.libc()
            .syscall(
                SYS_PERF_EVENT_OPEN,
                Ffi.address(attributes),
                everyTask,
                (long) cpu,
                noGroup,
                PERF_FLAG_FD_CLOEXEC,
                0L);
    Reference.reachabilityFence(attributes);
    return result;
  }

  /** What to do where a clock can't be opened. */
  static String hint(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES ->
          "needs root or CAP_PERFMON"
              + setting("kernel.perf_event_paranoid", PARANOID)
              + "; in a container its seccomp profile may forbid it";
      case Errno.ENOSYS, Errno.ENOENT ->
          "this kernel has no perf events; boot one with CONFIG_PERF_EVENTS=y";
      case Errno.EINVAL ->
          "more samples a second than the kernel allows?"
              + setting("kernel.perf_event_max_sample_rate", MOST);
      default -> "";
    };
  }

  private static String setting(String name, Path file) {
    try {
      return " (" + name + " is " + KernelFile.read(file) + ")";
    } catch (KernelException e) {
      return ""; // the kernel has no such setting, and the advice says enough
    }
  }

  /** Has a program run at each tick, until this is closed. */
  void attach(BpfProgram program) {
    Sys.check(
        Ffi.libc().ioctl(fd.number(), SET_BPF, (long) program.fd()),
        "attach program " + program.name() + " to the clock of a CPU");
  }

  void enable() {
    Sys.check(Ffi.libc().ioctl(fd.number(), ENABLE, 0L), "start the clock of a CPU");
  }

  void disable() {
    Sys.check(Ffi.libc().ioctl(fd.number(), DISABLE, 0L), "stop the clock of a CPU");
  }

  @Override
  public void close() {
    fd.close();
  }
}
