package org.hookbench.tool.doctor;

import java.util.List;
import org.hookbench.Extensions;

/**
 * Every question about the machine: those that come with HookBench, and behind them those of every
 * {@link CheckProvider} on the class path.
 */
final class Checks {
  private static final Extensions<CheckProvider, Check> ALL =
      new Extensions<>(CheckProvider.class, BuiltinChecks.class, CheckProvider::checks, Check::id);

  private Checks() {}

  /**
   * All of them, in the order that tables show the answers.
   *
   * @throws org.hookbench.ExtensionException where one on the class path can't be used
   */
  static List<Check> all() {
    return ALL.all();
  }
}
