package org.hookbench.framework.hook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hookbench.UsageException;
import org.hookbench.kernel.bpf.BpfObject;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ObjectFile;
import org.hookbench.kernel.bpf.ProgramSpec;

/** Which function of an object is the one for a hook, and in words why there is none. */
public final class ProgramChoice {
  private ProgramChoice() {}

  /**
   * Loads what a user asked for, as a program for a hook. An object of her own is tried first, in a
   * process made for that, unless {@link #tryOut} has done so.
   *
   * @throws UsageException saying what would fit, if it does not fit the hook
   * @throws org.hookbench.kernel.bpf.ObjectFileException if the user's file can't be read, is
   *     damaged, or has changed since it was tried
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   */
  public static LoadedProgram load(ProgramSpec spec, Hook hook) {
    ProgramKind kind = hook.programKind().orElseThrow();
    Optional<ObjectFile> own = spec.path().map(ObjectFile::read);
    if (own.isPresent()) {
      tryOut(spec, own.get(), hook);
    }
    BpfObject object = own.map(spec::open).orElseGet(spec::open);
    try {
      require(misfit(spec, sections(object), hook));
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
    return LoadedProgram.of(spec, object, function(spec, kind), kind.type());
  }

  /**
   * Makes sure that a user's object does not crash libbpf, and that it fits the hook. Does nothing
   * for a program of ours, and for a hook that takes none.
   *
   * @throws UsageException as {@link #load}
   * @throws org.hookbench.kernel.bpf.ObjectFileException as {@link #load}
   */
  public static void tryOut(ProgramSpec spec, Hook hook) {
    if (hook.programKind().isPresent()) {
      spec.path().ifPresent(path -> tryOut(spec, ObjectFile.read(path), hook));
    }
  }

  private static void tryOut(ProgramSpec spec, ObjectFile file, Hook hook) {
    require(misfit(spec, file.programs(), hook));
    ProgramKind kind = hook.programKind().orElseThrow();
    ObjectTrial.require(file, function(spec, kind), kind);
  }

  /** Whether a program fits a hook; asks the object, not the kernel. */
  public static boolean fits(ProgramSpec spec, Hook hook) {
    return hook.programKind().isEmpty() || misfit(spec, sections(spec), hook).isEmpty();
  }

  /** The kinds that a program of ours has an entry for. */
  public static List<ProgramKind> kinds(ProgramSpec spec) {
    return kinds(sections(spec).keySet());
  }

  /** The programs of an object, each with its section; of a user's, without asking libbpf. */
  private static Map<String, String> sections(ProgramSpec spec) {
    if (spec.path().isPresent()) {
      return ObjectFile.read(spec.path().get()).programs();
    }
    try (BpfObject object = spec.open()) {
      return sections(object);
    }
  }

  private static Map<String, String> sections(BpfObject object) {
    Map<String, String> sections = new LinkedHashMap<>();
    object.programs().forEach(p -> sections.put(p, object.section(p)));
    return sections;
  }

  private static void require(Optional<String> misfit) {
    if (misfit.isPresent()) {
      throw new UsageException(misfit.get());
    }
  }

  private static Optional<String> misfit(
      ProgramSpec spec, Map<String, String> programs, Hook hook) {
    ProgramKind kind = hook.programKind().orElseThrow();
    String function = function(spec, kind);
    String section = programs.get(function);
    if (section == null) {
      return Optional.of(
          spec.named().isPresent()
              ? "program "
                  + spec.text()
                  + " is not for hook="
                  + hook.name()
                  + "; "
                  + at(kinds(programs.keySet()))
              : spec.text() + " has no function '" + function + "'; it has " + programs.keySet());
    }
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

  private static List<ProgramKind> kinds(Set<String> functions) {
    return List.of(ProgramKind.values()).stream()
        .filter(k -> functions.contains(k.function()))
        .toList();
  }

  private static String function(ProgramSpec spec, ProgramKind kind) {
    return spec.function().orElse(kind.function());
  }
}
