package org.hookbench.kernel.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Fd;

/**
 * Asks the kernel for the smallest program of a type, {@code return 1}. Source: bpf(2), {@code
 * BPF_PROG_LOAD} of {@code linux/bpf.h}.
 */
final class ProgramProbe {
  private static final int BPF_PROG_LOAD = 5;
  private static final int ATTRIBUTES = 128;
  private static final int EXPECTED_ATTACH_TYPE = 68;

  /** BPF_PROG_TYPE_TRACING, _STRUCT_OPS, _EXT, _LSM. */
  private static final Set<Integer> FOR_A_FUNCTION = Set.of(26, 27, 28, 29);

  private ProgramProbe() {}

  /**
   * Whether the kernel refuses it. False also for the types that it takes only for a function of
   * its own or of another program, for which an empty program says nothing.
   */
  static boolean isRefused(int type, int expectedAttach) {
    if (FOR_A_FUNCTION.contains(type)) {
      return false;
    }
    ByteBuffer code = Ffi.zeroed(2 * Long.BYTES);
    code.put(0, (byte) 0xb7).putInt(4, 1); // r0 = 1
    code.put(8, (byte) 0x95); // exit
    ByteBuffer licence = Ffi.zeroed(4).put("GPL\0".getBytes(StandardCharsets.US_ASCII)).flip();
    ByteBuffer attributes = Ffi.zeroed(ATTRIBUTES);
    attributes.putInt(0, type).putInt(4, 2);
    attributes.putLong(8, Ffi.address(code)).putLong(16, Ffi.address(licence));
    attributes.putInt(EXPECTED_ATTACH_TYPE, expectedAttach);
    long made = BpfCall.of(BPF_PROG_LOAD, attributes);
    Reference.reachabilityFence(code);
    Reference.reachabilityFence(licence);
    if (made >= 0) {
      new Fd((int) made).close();
    }
    return made < 0;
  }
}
