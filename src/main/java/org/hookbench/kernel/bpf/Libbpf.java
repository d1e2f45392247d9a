package org.hookbench.kernel.bpf;

import java.util.Collection;
import java.util.List;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibBpfSymbols;

/**
 * The installed libbpf.
 *
 * @param version such as {@code v1.1}
 * @param unusable functions that HookBench calls and the library lacks
 * @param missing functions out of those asked for that the library lacks
 */
public record Libbpf(String version, List<String> unusable, List<String> missing) {
  /**
   * Looks at the installed library.
   *
   * @param functions to ask for, besides those that HookBench calls
   * @throws LinkageError if it can't be loaded
   */
  public static Libbpf installed(Collection<String> functions) {
    return new Libbpf(
        Ffi.libbpf().libbpf_version_string(),
        LibBpfSymbols.missing(LibBpfSymbols.used()),
        LibBpfSymbols.missing(functions));
  }
}
