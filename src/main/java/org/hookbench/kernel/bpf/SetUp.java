package org.hookbench.kernel.bpf;

import java.util.Map;
import java.util.Optional;

/** What a program of ours needs beside its constants before it can be attached. */
interface SetUp {
  /** What a filled object needs beside itself. */
  interface Filled extends AutoCloseable {
    @Override
    void close();
  }

  /** Nothing. */
  SetUp NONE = new SetUp() {};

  /** Sizes the maps of an object that is open and not yet loaded. */
  default void size(BpfObject object, ProgramSpec spec) {}

  /** The constants of a program that sends packets to another host. */
  default Map<String, Long> towards(NextHop hop) {
    return Map.of();
  }

  /**
   * Fills the maps of an object that is loaded.
   *
   * @param function the program that was loaded
   * @param type as it was given to {@link BpfObject#load(String, Optional)}
   * @return what must stay open as long as the program is used
   */
  default Filled fill(
      BpfObject object, ProgramSpec spec, String function, Optional<ProgramType> type) {
    return () -> {};
  }
}
