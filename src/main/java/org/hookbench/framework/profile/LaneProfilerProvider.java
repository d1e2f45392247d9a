package org.hookbench.framework.profile;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Gives profilers that know lanes to HookBench. A class outside of it is public, has a public
 * constructor without parameters, and is named in a file {@code
 * META-INF/services/org.hookbench.framework.profile.LaneProfilerProvider} on the class path ({@link
 * java.util.ServiceLoader}). {@code -prof NAME} and {@code profile} then take its profilers, and
 * {@code -lprof} lists them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface LaneProfilerProvider {
  /**
   * The profilers, in the order of tables. It is called once a process.
   *
   * @return each with a name that no other of them has
   */
  List<LaneProfilerKind> profilers();
}
