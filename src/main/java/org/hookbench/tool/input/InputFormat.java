package org.hookbench.tool.input;

import java.io.IOException;

/** One format of one tool; {@link InputReader} holds the registry. */
interface InputFormat {
  /** What the format is called in messages, e.g. {@code iperf3 text}. */
  String name();

  /** Whether the content is of this format, damaged or not. */
  boolean recognises(InputText in) throws IOException;

  /**
   * Reads a file that it recognises.
   *
   * @throws InputFormatException where a run failed, is cut short, or holds a value that is no
   *     finite number from 0 up
   */
  InputResult read(InputText in) throws IOException;
}
