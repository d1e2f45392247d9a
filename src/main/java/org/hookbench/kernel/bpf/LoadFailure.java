package org.hookbench.kernel.bpf;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.Denial;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * Why an object was not loaded: the verifier's words where it has any, else libbpf's. A cause of
 * our own is named only where the kernel was asked for it.
 *
 * @param object what messages call the object
 * @param program the one that was asked for
 * @param errno positive
 * @param said libbpf's warnings
 * @param log the verifier's, or what the kernel wrote about the object's BTF
 */
record LoadFailure(String object, String program, int errno, List<String> said, List<String> log) {
  private static final int LOG_LINES_SHOWN = 12;

  /** How the verifier's log of a program ends: {@code processed 11 insns ...}. */
  private static final String VERIFIERS = "processed ";

  private static final String NO_BTF =
      ", and this kernel has none (/sys/kernel/btf/vmlinux, CONFIG_DEBUG_INFO_BTF)";

  private static final String LACKS = "this kernel lacks what it needs: ";

  /**
   * What libbpf writes into the verifier's log of an instruction whose CO-RE relocation it could
   * not resolve, e.g. {@code <byte_off> [19] struct task_struct___x.gone (0:0 @ offset 0)}; a
   * name's end from three underscores on is the object's own.
   */
  private static final Pattern RELOCATION =
      Pattern.compile(
          "failed to resolve CO-RE relocation <\\w+> \\[\\d+\\] (\\w+ \\w+?)(?:___\\w+?)?((?:\\.|::)\\S+)?(?: .*)?");

  /**
   * E.g. {@code extern (func ksym) 'f': not found in kernel or module BTFs}, {@code extern 'c'
   * (strong): not resolved}.
   */
  private static final Pattern EXTERN =
      Pattern.compile("extern (?:\\([^)]*\\) )?'([^']+)'.*: not (?:found|resolved).*");

  private static final Pattern MAP = Pattern.compile("map '([^']+)': failed to create: .*");

  private static final Pattern PROGRAM =
      Pattern.compile("prog '([^']+)': (BPF program load failed: .*|failed to load: .*)");

  private static final Pattern BTF_REFUSED = Pattern.compile("Error loading \\.?BTF.*");

  /** What libbpf warns of before it goes on by another way, or says after all was said. */
  private static final Pattern NO_CAUSE =
      Pattern.compile(
          "Error in bpf_create_map_xattr.*|Error loading \\.?BTF.*ignoring.*|Kernel doesn't support.*"
              + "|failed to load object .*|-- (?:BEGIN|END) .*"
              // of any EPERM: it guesses at RLIMIT_MEMLOCK, and asks nobody
              + "|permission error while running as root.*");

  /**
   * The failure in the user's words.
   *
   * @param maps those of the object that are declared in its source
   * @param type the number of the program's type, as libbpf would load it
   * @param expectedAttach what libbpf would load it for
   * @param declared the program's type where its section does not tell libbpf
   */
  KernelException of(
      List<BpfMap> maps, int type, int expectedAttach, Optional<ProgramType> declared) {
    Optional<String> relocation = log.stream().flatMap(LoadFailure::unresolved).findFirst();
    if (relocation.isPresent()) {
      return failure(LACKS + relocation.get());
    }
    if (isVerifiers()) {
      return failure(
          log.stream()
              .skip(Math.max(0, log.size() - LOG_LINES_SHOWN))
              .collect(Collectors.joining("\n  ", "the verifier's log ends:\n  ", "")));
    }
    Optional<String> externs = externs();
    if (externs.isPresent()) {
      return failure(externs.get());
    }
    if (errno == Errno.ESRCH && !hasBtf()) {
      return failure("it reads structs of the kernel by BTF" + NO_BTF);
    }
    String denial =
        errno == Errno.EPERM || errno == Errno.ENOSYS
            ? Denial.of(Capabilities.CAP_BPF, Capabilities.CAP_NET_ADMIN)
            : "";
    if (!denial.isEmpty()) {
      return failure(denial);
    }
    return map(maps).orElseGet(() -> failure(words(type, expectedAttach, declared)));
  }

  /** The kernel writes of the object's BTF there too, without which libbpf goes on. */
  private boolean isVerifiers() {
    boolean ofBtf = said.stream().anyMatch(l -> BTF_REFUSED.matcher(l).matches());
    return ofBtf ? log.stream().anyMatch(l -> l.startsWith(VERIFIERS)) : !log.isEmpty();
  }

  private KernelException failure(String hint) {
    String refused = matches(PROGRAM).map(m -> m.group(1)).findFirst().orElse(program);
    return new KernelException(
        "load BPF program "
            + object
            + ":"
            + refused
            + (refused.equals(program) ? "" : ", which " + program + " can call"),
        errno,
        hint);
  }

  /** What the object takes from the kernel by name, such as kfuncs, and libbpf did not find. */
  private Optional<String> externs() {
    List<String> names = matches(EXTERN).map(m -> m.group(1)).distinct().toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<String> byBtf = names.stream().filter(n -> !n.startsWith("CONFIG_")).toList();
    return Optional.of(
        byBtf.isEmpty() || hasBtf()
            ? LACKS + String.join(", ", names)
            : "it takes " + String.join(", ", byBtf) + " from the kernel by BTF" + NO_BTF);
  }

  private Optional<KernelException> map(List<BpfMap> maps) {
    Optional<String> refused = matches(MAP).map(m -> m.group(1)).findFirst();
    return refused.flatMap(
        name ->
            maps.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .map(m -> new KernelException("make " + m.words(), errno, m.hint(errno))));
  }

  private String words(int type, int expectedAttach, Optional<ProgramType> declared) {
    Optional<String> said = reason();
    if (said.isPresent()) {
      boolean ofBtf = BTF_REFUSED.matcher(said.get()).matches() && !log.isEmpty();
      return "libbpf: " + said.get() + (ofBtf ? " " + log.get(log.size() - 1) : "");
    }
    String needs =
        declared
            .map(ProgramType::needs)
            .filter(n -> !n.isEmpty())
            .map(n -> " (needs " + n + ")")
            .orElse("");
    if (ProgramProbe.isRefused(type, expectedAttach)) {
      return "this kernel loads not even an empty program of this type, number " + type + needs;
    }
    return "neither the kernel nor libbpf says why"
        + (needs.isEmpty() ? "" : "; such a program" + needs);
  }

  /** The first of libbpf's warnings that says more than that the kernel refused. */
  private Optional<String> reason() {
    return said.stream()
        .filter(l -> !NO_CAUSE.matcher(l).matches() && !PROGRAM.matcher(l).matches())
        .findFirst();
  }

  private Stream<Matcher> matches(Pattern pattern) {
    return said.stream().map(pattern::matcher).filter(Matcher::matches);
  }

  private static boolean hasBtf() {
    long kernel = Ffi.libbpf().btf__load_vmlinux_btf();
    if (kernel != 0) {
      Ffi.libbpf().btf__free(kernel);
    }
    return kernel != 0;
  }

  private static Stream<String> unresolved(String line) {
    Matcher said = RELOCATION.matcher(line);
    return said.matches()
        ? Stream.of(said.group(1) + (said.group(2) == null ? "" : said.group(2)))
        : Stream.empty();
  }
}
