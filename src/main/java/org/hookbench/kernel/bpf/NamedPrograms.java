package org.hookbench.kernel.bpf;

import java.util.List;
import java.util.Optional;
import org.hookbench.Extensions;

/**
 * Every program that has a name of its own: those that come with HookBench, in the order that
 * tables show them, and behind them those of every {@link ProgramProvider} on the class path.
 */
public final class NamedPrograms {
  private static final Extensions<ProgramProvider, NamedProgram> ALL =
      new Extensions<>(
          ProgramProvider.class,
          BuiltinPrograms.class,
          ProgramProvider::programs,
          NamedProgram::name);

  private NamedPrograms() {}

  /**
   * Every program, {@code pass} first.
   *
   * @throws org.hookbench.ExtensionException where one on the class path can't be used
   */
  public static List<NamedProgram> all() {
    return ALL.all();
  }

  /** The names of all. */
  public static List<String> names() {
    return all().stream().map(NamedProgram::name).toList();
  }

  /**
   * The program of that name.
   *
   * @throws org.hookbench.ExtensionException where any on the class path can't be used
   */
  public static Optional<NamedProgram> named(String name) {
    return ALL.named(name);
  }
}
