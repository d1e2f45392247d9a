package org.hookbench.hook;

import java.util.OptionalInt;

/** A program at a hook, from attach to close. */
public interface Attachment extends AutoCloseable {
  /** Asks the kernel which program is there now: its id, or empty if there is none. */
  OptionalInt query();

  /** Detaches what this attached and nothing else; harmless when it is already gone. */
  @Override
  void close();
}
