package org.hookbench.tool.doctor;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.hook.Hook;
import org.hookbench.kernel.sys.KernelException;

/**
 * Whether a hook can be attached here: by trying, or where this user may not try, as far as the
 * hook itself says what it needs. One that can't is a warning: the others can still be measured.
 */
final class HookSupport {
  private static final Pattern OLDEST = Pattern.compile("Linux (\\d+\\.\\d+)");

  private HookSupport() {}

  static Finding of(Hook hook, Machine machine) {
    if (machine.trials().isEmpty()) {
      return byVersion(hook, machine);
    }
    Trials trials = machine.trials().get();
    if (hook.programKind().isPresent()
        && (trials.load().get().isPresent() || trials.lane().get().isPresent())) {
      return new Finding(
          Status.UNKNOWN, "not tried", "nothing can be attached: see program load, lane", "");
    }
    return tried(hook, trials.attach().apply(hook));
  }

  private static Finding tried(Hook hook, Optional<KernelException> refusal) {
    return refusal
        .map(
            e ->
                Finding.warning(
                    TrialChecks.answer(e),
                    "can't be attached",
                    e.hint().isEmpty() ? "needs " + hook.kernel() : e.hint()))
        .orElseGet(() -> Finding.ok("attached and detached", hook.where()));
  }

  private static Finding byVersion(Hook hook, Machine machine) {
    Version here = KernelChecks.version(machine.files());
    Matcher m = OLDEST.matcher(hook.kernel());
    boolean known = m.find();
    if (known && here.compareTo(Version.parse(m.group(1))) < 0) {
      return Finding.warning(
          "needs " + hook.kernel() + "; this is " + here,
          "can't be attached",
          "boot a kernel of " + m.group(1) + " or later");
    }
    return Finding.ok(known ? "needs " + hook.kernel() : "any kernel", hook.where());
  }
}
