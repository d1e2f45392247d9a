package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * Where {@code redirect} can send to: a queue on every CPU that is online, and the next hop where
 * there is one.
 */
final class RedirectTargets implements SetUp {
  private static final String CPUS = "cpus";
  private static final String DEVICES = "devices";
  private static final String TO = "to";
  private static final int QUEUE_LENGTH = 2048;

  @Override
  public void size(BpfObject object, ProgramSpec spec) {
    object.map(CPUS).resize(Ffi.libbpf().libbpf_num_possible_cpus());
  }

  @Override
  public Map<String, Long> towards(NextHop hop) {
    return Map.of(
        TO,
        (long) hop.ifindex(),
        "source",
        bytes(hop.source()),
        "destination",
        bytes(hop.destination()));
  }

  /** In memory as they are in a frame. */
  private static long bytes(byte[] mac) {
    return Ffi.zeroed(Long.BYTES).put(0, mac).getLong(0);
  }

  @Override
  public Filled fill(
      BpfObject object, ProgramSpec spec, String function, Optional<ProgramType> type) {
    BpfMap cpus = object.map(CPUS);
    ByteBuffer queue = Ffi.zeroed(Integer.BYTES).putInt(0, QUEUE_LENGTH);
    for (int cpu = 0; cpu < cpus.maxEntries(); cpu++) {
      try {
        cpus.update(Ffi.zeroed(Integer.BYTES).putInt(0, cpu), queue);
      } catch (KernelException e) {
        // a CPU that is offline runs no program
        if (e.errno() != Errno.ENODEV) {
          throw e;
        }
      }
    }
    Long to = spec.constants().get(TO);
    if (to != null) {
      object
          .map(DEVICES)
          .update(Ffi.zeroed(Integer.BYTES), Ffi.zeroed(Integer.BYTES).putInt(0, to.intValue()));
    }
    return () -> {};
  }
}
