package org.hookbench.framework.hook;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Gives hooks to HookBench. A class outside of it is public, has a public constructor without
 * parameters, and is named in a file {@code
 * META-INF/services/org.hookbench.framework.hook.HookProvider} on the class path ({@link
 * java.util.ServiceLoader}). Its hooks then stand behind the built-in ones in {@code hooks} and
 * {@code doctor}, and are measured by {@code -p hook=NAME} as they are.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface HookProvider {
  /**
   * The hooks, in the order of tables. It is called once a process, before anything is known of the
   * machine, and makes no system call.
   *
   * @return each with a name that no other hook has
   */
  List<Hook> hooks();
}
