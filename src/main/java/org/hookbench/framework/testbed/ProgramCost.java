package org.hookbench.framework.testbed;

import java.util.Arrays;
import java.util.OptionalInt;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.bpf.SamplePacket;
import org.hookbench.kernel.bpf.TestRun;
import org.hookbench.kernel.sys.KernelException;

/** What a program of ours costs by itself, without a hook: the kernel's own test run of it. */
public final class ProgramCost {
  /** Enough for whole nanoseconds. */
  public static final int REPEATS = 100_000;

  private static final long MOST_NANOS = 100_000_000;

  /** Bytes of UDP payload in the packet that it is run on. */
  public static final int PAYLOAD = 64;

  private ProgramCost() {}

  /**
   * The mean of {@link #REPEATS} runs, or of as many as fit into a tenth of a second.
   *
   * @return ns a run; empty where the kernel has no test run for the type
   * @throws KernelException if the kernel does not load the program
   */
  public static OptionalInt nanos(ProgramSpec spec, ProgramKind kind) {
    if (!kind.hasTimedTestRun()) {
      return OptionalInt.empty();
    }
    try (LoadedProgram loaded = LoadedProgram.of(spec, spec.open(), kind.function(), kind.type())) {
      byte[] packet = packet(kind);
      try {
        TestRun.of(loaded.program(), packet, 1);
      } catch (KernelException e) {
        return OptionalInt.empty();
      }
      return OptionalInt.of(
          TestRun.within(MOST_NANOS, loaded.program(), packet, REPEATS).nanosPerRun());
    }
  }

  /** What a test run of a kind takes: most want an Ethernet header, which not all pass on. */
  static byte[] packet(ProgramKind kind) {
    byte[] frame = SamplePacket.udp(PAYLOAD);
    return kind == ProgramKind.NETFILTER
        ? Arrays.copyOfRange(frame, SamplePacket.ETHERNET, frame.length)
        : frame;
  }
}
