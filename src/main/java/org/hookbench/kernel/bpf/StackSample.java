package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a CPU was doing at one tick, as {@code bpf/kflame.bpf.c} notes it.
 *
 * @param label what was being measured
 * @param task whose time it was
 * @param comm the thread's name, 15 bytes at most; of an idle CPU {@code swapper/N}
 * @param kernel addresses of the kernel's stack from the leaf; none in user mode. Each but the
 *     first is where a call returns to
 * @param user the same of the process, where it is this one
 */
public record StackSample(int label, Task task, String comm, long[] kernel, long[] user) {
  private static final int TASK = 4;
  private static final int COMM = 8;
  private static final int COMM_BYTES = 16;
  private static final int KERNEL_BYTES = 24;
  private static final int USER_BYTES = 28;
  private static final int FRAMES = 32;

  /** Whose time a sample is of, in the numbering of the program. */
  public enum Task {
    /** Another process, or a thread of the kernel's. */
    OTHER,
    /** This process. */
    OWN,
    /** The task of an idle CPU, in which an interrupt may be at work. */
    IDLE
  }

  static StackSample of(ByteBuffer sample) {
    byte[] comm = new byte[COMM_BYTES];
    sample.get(COMM, comm);
    int kernelBytes = sample.getInt(KERNEL_BYTES);
    return new StackSample(
        sample.getInt(0),
        Task.values()[sample.getInt(TASK)],
        new String(comm, StandardCharsets.UTF_8).split("\0", 2)[0].strip(),
        addresses(sample, FRAMES, kernelBytes),
        addresses(sample, FRAMES + kernelBytes, sample.getInt(USER_BYTES)));
  }

  private static long[] addresses(ByteBuffer sample, int offset, int bytes) {
    long[] addresses = new long[bytes / Long.BYTES];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = sample.getLong(offset + i * Long.BYTES);
    }
    return addresses;
  }
}
