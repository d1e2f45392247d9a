package org.hookbench.kernel.bpf;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Gives programs to HookBench. A class outside of it is public, has a public constructor without
 * parameters, and is named in a file {@code
 * META-INF/services/org.hookbench.kernel.bpf.ProgramProvider} on the class path ({@link
 * java.util.ServiceLoader}). Its programs then stand behind the built-in ones in {@code programs},
 * and are attached by {@code -p program=NAME} as they are.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ProgramProvider {
  /**
   * The programs, in the order of tables. It is called once a process.
   *
   * @return each with a name that no other program has
   */
  List<NamedProgram> programs();
}
