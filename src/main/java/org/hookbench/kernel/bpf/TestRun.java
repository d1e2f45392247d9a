package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.Structs.TestRunOpts;
import org.hookbench.kernel.sys.Sys;

/**
 * One BPF_PROG_TEST_RUN: the kernel runs the program on a packet that is not on any wire.
 *
 * <p>Kernel 4.12 for TC and XDP programs. Source: the kernel's {@code bpf_prog_run.rst}.
 *
 * @param returnValue what the program returned, e.g. 2 for XDP_PASS
 * @param nanosPerRun the mean of the repeats, ns, as the kernel rounds it; use at least 1,000
 * @param packet the packet as the last run left it
 */
public record TestRun(int returnValue, int nanosPerRun, byte[] packet) {
  // what a program may have put in front
  private static final int HEADROOM = 256;

  /** So few that no program takes long, and enough to see how long one does. */
  private static final int FIRST_RUNS = 16;

  /**
   * Runs a program on the packet as often as fits into a time, but for some runs that tell how
   * often that is.
   *
   * @param most at most so many times
   * @param nanos the time, ns
   */
  public static TestRun within(long nanos, BpfProgram program, byte[] packet, int most) {
    TestRun first = of(program, packet, Math.min(FIRST_RUNS, most));
    return of(program, packet, runs(nanos, first.nanosPerRun, most));
  }

  /** How many runs fit, at least those that tell. */
  static int runs(long nanos, int nanosPerRun, int most) {
    long fit = nanos / Math.max(1, nanosPerRun);
    return (int) Math.min(most, Math.max(FIRST_RUNS, fit));
  }

  /** Runs a program {@code repeat} times on the packet. */
  public static TestRun of(BpfProgram program, byte[] packet, int repeat) {
    ByteBuffer data = Ffi.zeroed(packet.length).put(packet).flip();
    ByteBuffer options = Ffi.zeroed(TestRunOpts.SIZE);
    options.putLong(0, TestRunOpts.SIZE);
    options.putLong(TestRunOpts.DATA_IN, Ffi.address(data));
    options.putInt(TestRunOpts.DATA_SIZE_IN, packet.length);
    ByteBuffer out = Ffi.zeroed(packet.length + HEADROOM);
    options.putLong(TestRunOpts.DATA_OUT, Ffi.address(out));
    options.putInt(TestRunOpts.DATA_SIZE_OUT, out.capacity());
    options.putInt(TestRunOpts.REPEAT, repeat);
    Sys.checkBpf(
        Ffi.libbpf().bpf_prog_test_run_opts(program.fd(), options),
        "test-run program " + program.name());
    java.lang.ref.Reference.reachabilityFence(data);
    java.lang.ref.Reference.reachabilityFence(out);
    byte[] left = new byte[options.getInt(TestRunOpts.DATA_SIZE_OUT)];
    out.get(0, left);
    return new TestRun(
        options.getInt(TestRunOpts.RETVAL), options.getInt(TestRunOpts.DURATION), left);
  }
}
