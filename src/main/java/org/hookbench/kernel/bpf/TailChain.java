package org.hookbench.kernel.bpf;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;

/**
 * The program array of {@code tailcall}: the same program once a position, each of which calls the
 * next.
 */
final class TailChain implements SetUp {
  private static final String MAP = "chain";

  @Override
  public Filled fill(
      BpfObject object, ProgramSpec spec, String function, Optional<ProgramType> type) {
    BpfMap chain = object.map(MAP);
    for (int position = 1; position <= spec.constant("depth"); position++) {
      try (BpfObject link = spec.openAt(position)) {
        link.map(MAP).reuse(chain);
        BpfProgram program = link.load(function, type);
        // the array keeps the program
        chain.update(number(position), number(program.fd()));
      }
    }
    return () -> {};
  }

  private static ByteBuffer number(int value) {
    return Ffi.zeroed(Integer.BYTES).putInt(0, value);
  }
}
