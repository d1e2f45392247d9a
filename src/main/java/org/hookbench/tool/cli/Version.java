package org.hookbench.tool.cli;

import java.util.Objects;

/** HookBench's own version. */
final class Version {
  /** As the jar's manifest has it; {@code dev} where there is no jar. */
  static final String TEXT =
      Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

  private Version() {}
}
