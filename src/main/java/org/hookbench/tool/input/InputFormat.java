package org.hookbench.tool.input;

import java.io.IOException;
import org.apiguardian.api.API;

/** One format of one tool; an {@link InputFormatProvider} gives it to HookBench. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface InputFormat {
  /** What the format is called in messages, e.g. {@code iperf3 text}. */
  String name();

  /**
   * Whether the content is of this format, damaged or not; of one file, no two formats say so.
   *
   * @throws IOException where the file can't be read as far as that
   */
  boolean recognises(InputText in) throws IOException;

  /**
   * Reads a file that it recognises.
   *
   * @return with at least one sample
   * @throws InputFormatException where a run failed, is cut short, or holds a value that is no
   *     finite number from 0 up; {@link InputText#refuse} makes it
   */
  InputResult read(InputText in) throws IOException;
}
