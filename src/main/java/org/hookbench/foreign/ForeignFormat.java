package org.hookbench.foreign;

import java.io.IOException;

/** One format of one tool; {@link ForeignReader} holds the registry. */
interface ForeignFormat {
  /** What the format is called in messages, e.g. {@code iperf3 text}. */
  String name();

  /** Whether the content is of this format, damaged or not. */
  boolean recognises(ForeignInput in) throws IOException;

  /**
   * Reads a file that it recognises.
   *
   * @throws ForeignFormatException where a run failed, is cut short, or holds a value that is no
   *     finite number from 0 up
   */
  ForeignResult read(ForeignInput in) throws IOException;
}
