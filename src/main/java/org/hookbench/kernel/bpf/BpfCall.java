package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import org.hookbench.kernel.ffi.Ffi;

/** bpf(2) itself, for what libbpf 1.1 has no function for. */
public final class BpfCall {
  // asm/unistd.h: 64-bit Arm has the generic numbers
  private static final long SYS_BPF = System.getProperty("os.arch").equals("aarch64") ? 280 : 321;

  private BpfCall() {}

  /**
   * Calls it.
   *
   * @param command {@code enum bpf_cmd}
   * @param attributes {@code union bpf_attr}, as far as the command reads and writes it
   * @return the kernel's answer, or -1 with the cause in {@link Ffi#errno()}
   */
  public static long of(int command, ByteBuffer attributes) {
    return Ffi.libc().syscall(SYS_BPF, command, attributes, attributes.capacity());
  }
}
