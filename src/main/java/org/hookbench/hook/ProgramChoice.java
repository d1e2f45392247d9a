package org.hookbench.hook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.bpf.BpfObject;
import org.hookbench.bpf.LoadedProgram;
import org.hookbench.bpf.ProgramSpec;

/** Which function of an object is the one for a hook, and in words why there is none. */
public final class ProgramChoice {
  private ProgramChoice() {}

  /**
   * Loads what a user asked for, as a program for a hook.
   *
   * @throws IllegalArgumentException saying what would fit, if it does not fit the hook
   * @throws org.hookbench.kernel.KernelException where the kernel refuses
   */
  public static LoadedProgram load(ProgramSpec spec, Hook hook) {
    ProgramKind kind = hook.programKind().orElseThrow();
    BpfObject object = spec.open();
    Optional<String> misfit;
    try {
      misfit = misfit(spec, object, hook);
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
    if (misfit.isPresent()) {
      object.close();
      throw new IllegalArgumentException(misfit.get());
    }
    return LoadedProgram.of(spec, object, function(spec, kind), kind.type());
  }

  /** Whether a program fits a hook; asks the object, not the kernel. */
  public static boolean fits(ProgramSpec spec, Hook hook) {
    if (hook.programKind().isEmpty()) {
      return true;
    }
    try (BpfObject object = spec.open()) {
      return misfit(spec, object, hook).isEmpty();
    }
  }

  /** The kinds that a program of ours has an entry for. */
  public static List<ProgramKind> kinds(ProgramSpec spec) {
    try (BpfObject object = spec.open()) {
      return kinds(object);
    }
  }

  private static Optional<String> misfit(ProgramSpec spec, BpfObject object, Hook hook) {
    ProgramKind kind = hook.programKind().orElseThrow();
    String function = function(spec, kind);
    if (!object.programs().contains(function)) {
      return Optional.of(
          spec.builtin().isPresent()
              ? "program "
                  + spec.text()
                  + " is not for hook="
                  + hook.name()
                  + "; "
                  + at(kinds(object))
              : spec.text() + " has no function '" + function + "'; it has " + object.programs());
    }
    String section = object.section(function);
    if (kind.fits(section)) {
      return Optional.empty();
    }
    return Optional.of(
        "program "
            + spec.text()
            + " has section '"
            + section
            + "', which hook="
            + hook.name()
            + " does not take (it takes "
            + kind.sections()
            + "); "
            + at(ProgramKind.of(section).stream().toList()));
  }

  private static String at(List<ProgramKind> kinds) {
    List<String> hooks =
        Hooks.all().stream()
            .filter(h -> h.programKind().map(kinds::contains).orElse(false))
            .map(Hook::name)
            .toList();
    return hooks.isEmpty()
        ? "no hook takes it"
        : hooks.stream().collect(Collectors.joining(", ", "it fits hook=", ""));
  }

  private static List<ProgramKind> kinds(BpfObject object) {
    List<String> functions = object.programs();
    return List.of(ProgramKind.values()).stream()
        .filter(k -> functions.contains(k.function()))
        .toList();
  }

  private static String function(ProgramSpec spec, ProgramKind kind) {
    return spec.function().orElse(kind.function());
  }
}
