package org.hookbench.kernel.ffi;

import com.kenai.jffi.Library;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Which functions the installed libbpf has. {@link LibBpf} binds a function when it is first
 * called, so this is how to know before.
 */
public final class LibBpfSymbols {
  private LibBpfSymbols() {}

  /** Every function that {@link LibBpf} names, in alphabetical order. */
  public static List<String> used() {
    return Arrays.stream(LibBpf.class.getMethods()).map(Method::getName).sorted().toList();
  }

  /**
   * Those of the functions that the installed library lacks, in their order.
   *
   * @throws LinkageError if the library is not installed
   */
  public static List<String> missing(Collection<String> functions) {
    Library library = Library.openLibrary(Ffi.LIBBPF, Library.LAZY);
    if (library == null) {
      throw new UnsatisfiedLinkError(Library.getLastError());
    }
    return functions.stream().filter(f -> library.getSymbolAddress(f) == 0).toList();
  }
}
