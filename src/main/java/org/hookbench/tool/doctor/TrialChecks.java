package org.hookbench.tool.doctor;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/** Whether the kernel lets this process do what every run does. */
final class TrialChecks {
  private TrialChecks() {}

  static Finding load(Machine machine) {
    return tried(
        machine,
        Trials::load,
        "a program was loaded, and let go",
        "no program can be loaded: nothing can be measured or attached");
  }

  static Finding lane(Machine machine) {
    return tried(
        machine,
        Trials::lane,
        "namespaces and a pair of devices were made, and removed",
        "no traffic of its own can be made: nothing can be measured");
  }

  /** The kernel's answer, without what was tried and what to do about it. */
  static String answer(KernelException e) {
    String answer = e.errno() == 0 ? e.operation() + ": failed" : Errno.describe(e.errno());
    return e.words().isEmpty() ? answer : answer + "; the kernel says: " + e.words();
  }

  private static Finding tried(
      Machine machine,
      Function<Trials, Supplier<Optional<KernelException>>> which,
      String done,
      String follows) {
    if (machine.trials().isEmpty()) {
      return new Finding(
          Status.UNKNOWN, "not tried", "needs libbpf and what capabilities tells of", "");
    }
    return which
        .apply(machine.trials().get())
        .get()
        .map(
            e ->
                Finding.blocked(
                    answer(e), follows, e.hint().isEmpty() ? e.operation() + ": failed" : e.hint()))
        .orElseGet(() -> Finding.ok(done));
  }
}
