package org.hookbench.kernel.bpf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpf;

/**
 * Which functions of the kernel's a program can be loaded for: those that its BTF describes and
 * that have a symbol of exactly that name. A function that the compiler put into its callers, or of
 * which it made a variant ({@code .constprop.0}), has none.
 *
 * <p>Source: {@code bpf_check_attach_target()} of {@code kernel/bpf/verifier.c}.
 */
final class KernelFunctions {
  private static final int BTF_KIND_FUNC = 12;
  private static final Path SYMBOLS = Path.of("/proc/kallsyms");

  private KernelFunctions() {}

  /** The first of these that this kernel has; empty if it has none, or no BTF. */
  static Optional<String> first(List<String> names) {
    LibBpf lib = Ffi.libbpf();
    long kernel = lib.btf__load_vmlinux_btf();
    if (kernel == 0) {
      return Optional.empty();
    }
    try {
      Set<String> here = withSymbol(names);
      return names.stream()
          .filter(here::contains)
          .filter(n -> lib.btf__find_by_name_kind(kernel, n, BTF_KIND_FUNC) > 0)
          .findFirst();
    } finally {
      lib.btf__free(kernel);
    }
  }

  /** Lines are {@code ADDRESS TYPE NAME [MODULE]}; the names are there for everybody. */
  private static Set<String> withSymbol(List<String> names) {
    try (Stream<String> lines = Files.lines(SYMBOLS, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.substring(line.indexOf(' ') + 3))
          .filter(names::contains)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("read " + SYMBOLS, e);
    }
  }
}
