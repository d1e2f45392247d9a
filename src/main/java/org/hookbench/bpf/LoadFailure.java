package org.hookbench.bpf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.ffi.Ffi;
import org.hookbench.ffi.LibBpf;
import org.hookbench.kernel.Capabilities;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;

/**
 * Why an object was not loaded. libbpf returns an errno and says the rest in a log that is made for
 * developers of libbpf; so each possible cause is asked for by itself.
 */
final class LoadFailure {
  private static final int LOG_LINES_SHOWN = 12;

  /** How the verifier's log of a program ends: {@code processed 11 insns ...}. */
  private static final String VERIFIERS = "processed ";

  private static final String NO_BTF =
      ", and this kernel has none (/sys/kernel/btf/vmlinux, CONFIG_DEBUG_INFO_BTF)";

  /** What the kernel's configuration is asked for, which is not in BTF. */
  private static final String CONFIG = "CONFIG_";

  private static final String LACKS = "this kernel lacks what it needs: ";

  /**
   * What libbpf writes into the verifier's log of an instruction whose CO-RE relocation it could
   * not resolve, e.g. {@code <byte_off> [19] struct task_struct___x.gone (0:0 @ offset 0)}; a
   * name's end from three underscores on is the object's own.
   */
  private static final Pattern RELOCATION =
      Pattern.compile(
          "failed to resolve CO-RE relocation <\\w+> \\[\\d+\\] (\\w+ \\w+?)(?:___\\w+?)?((?:\\.|::)\\S+)?(?: .*)?");

  private static final int BTF_KIND_FUNC = 12;
  private static final int BTF_KIND_VAR = 14;

  private LoadFailure() {}

  /**
   * The failure in the user's words.
   *
   * @param what the object and its program
   * @param symbols what the object takes from the kernel by name
   * @param log what the verifier wrote
   * @param maps those of the object that are not somebody else's
   * @param type the program's type where its section does not tell libbpf
   */
  static KernelException of(
      String what,
      int errno,
      List<String> symbols,
      ByteBuffer log,
      List<BpfMap> maps,
      Optional<ProgramType> type) {
    String operation = "load BPF program " + what;
    List<String> lines = lines(log);
    Optional<String> relocation = lines.stream().flatMap(LoadFailure::unresolved).findFirst();
    if (relocation.isPresent()) {
      return new KernelException(operation, errno, LACKS + relocation.get());
    }
    // the kernel writes there about the object's BTF too, which is never the cause
    if (lines.stream().anyMatch(l -> l.startsWith(VERIFIERS))) {
      return new KernelException(
          operation,
          errno,
          lines.stream()
              .skip(Math.max(0, lines.size() - LOG_LINES_SHOWN))
              .collect(Collectors.joining("\n  ", "the verifier's log ends:\n  ", "")));
    }
    Optional<String> missing = missingSymbols(symbols);
    if (missing.isPresent()) {
      return new KernelException(operation, errno, missing.get());
    }
    if (errno == Errno.ESRCH && !hasBtf()) {
      return new KernelException(
          operation, errno, "it reads structs of the kernel by BTF" + NO_BTF);
    }
    boolean special = type.isPresent() && !type.get().needs().isEmpty();
    if (errno == Errno.EPERM && (!special || !Capabilities.missing().isEmpty())) {
      return new KernelException(operation, errno, "needs CAP_BPF and CAP_NET_ADMIN; run as root");
    }
    if (errno == Errno.ESRCH) {
      return new KernelException(
          operation, errno, "what its section names is not in this kernel's BTF");
    }
    return maps.stream()
        .flatMap(m -> m.refusal().stream())
        .findFirst()
        .orElseGet(
            () ->
                new KernelException(
                    operation,
                    errno,
                    type.filter(t -> !t.needs().isEmpty())
                        .map(t -> "the kernel has no such programs (needs " + t.needs() + ")")
                        .orElse("the kernel gave no verifier log: it may lack this program type")));
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

  private static List<String> lines(ByteBuffer log) {
    int length = 0;
    while (length < log.capacity() && log.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    log.get(0, bytes);
    return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\n"))
        .filter(l -> !l.isBlank())
        .toList();
  }

  /** What the object takes from the kernel by name, such as kfuncs, and this kernel has not. */
  private static Optional<String> missingSymbols(List<String> wanted) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    LibBpf lib = Ffi.libbpf();
    long kernel = lib.btf__load_vmlinux_btf();
    if (kernel == 0) {
      List<String> byBtf = wanted.stream().filter(s -> !s.startsWith(CONFIG)).toList();
      return Optional.of(
          byBtf.isEmpty()
              ? LACKS + String.join(", ", wanted)
              : "it takes " + String.join(", ", byBtf) + " from the kernel by BTF" + NO_BTF);
    }
    try {
      List<String> missing =
          wanted.stream()
              .filter(f -> lib.btf__find_by_name_kind(kernel, f, BTF_KIND_FUNC) < 0)
              .filter(v -> lib.btf__find_by_name_kind(kernel, v, BTF_KIND_VAR) < 0)
              .toList();
      return missing.isEmpty() ? Optional.empty() : Optional.of(LACKS + String.join(", ", missing));
    } finally {
      lib.btf__free(kernel);
    }
  }
}
