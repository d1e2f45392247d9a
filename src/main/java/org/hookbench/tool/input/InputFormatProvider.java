package org.hookbench.tool.input;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Gives formats of other tools' results to HookBench. A class outside of it is public, has a public
 * constructor without parameters, and is named in a file {@code
 * META-INF/services/org.hookbench.tool.input.InputFormatProvider} on the class path ({@link
 * java.util.ServiceLoader}). {@code compare} then reads its formats.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface InputFormatProvider {
  /**
   * The formats. It is called once a process.
   *
   * @return each with a name that no other format has
   */
  List<InputFormat> formats();
}
