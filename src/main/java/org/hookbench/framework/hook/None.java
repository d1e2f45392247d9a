package org.hookbench.framework.hook;

import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.kernel.bpf.BpfProgram;

/** Nothing attached: the baseline and the null arm. */
final class None implements Hook {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public String where() {
    return "nowhere: the baseline";
  }

  @Override
  public String kernel() {
    return "any";
  }

  @Override
  public Optional<ProgramKind> programKind() {
    return Optional.empty();
  }

  @Override
  public boolean detachesByItself() {
    return true;
  }

  @Override
  public Attachment attach(Target target, BpfProgram program) {
    return new Attachment() {
      @Override
      public OptionalInt query() {
        return OptionalInt.empty();
      }

      @Override
      public void close() {
        // nothing was attached
      }
    };
  }
}
