package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hookbench.ffi.Ffi;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;

/** The cpumap of {@code redirect}: a queue on every CPU that is online. */
final class EveryCpu implements SetUp {
  private static final String MAP = "cpus";
  private static final int QUEUE_LENGTH = 2048;

  @Override
  public void size(BpfObject object, ProgramSpec spec) {
    object.map(MAP).resize(Ffi.libbpf().libbpf_num_possible_cpus());
  }

  @Override
  public Filled fill(
      BpfObject object, ProgramSpec spec, String function, Optional<ProgramType> type) {
    BpfMap cpus = object.map(MAP);
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
    return () -> {};
  }
}
