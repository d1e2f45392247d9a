package org.hookbench.tool.doctor;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Gives checks to {@code doctor}. A class outside of HookBench is public, has a public constructor
 * without parameters, and is named in a file {@code
 * META-INF/services/org.hookbench.tool.doctor.CheckProvider} on the class path ({@link
 * java.util.ServiceLoader}).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface CheckProvider {
  /**
   * The checks, in the order of tables. It is called once a process.
   *
   * @return each with an id that no other check has
   */
  List<Check> checks();
}
