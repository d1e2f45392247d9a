package org.hookbench.kernel.bpf;

import java.util.List;
import org.hookbench.kernel.sys.Errno;

/** Why libbpf does not open an object, in its own words. */
final class OpenFailure {
  private static final String LEGACY_MAPS = "legacy map definitions";
  private static final String NO_BTF = "BTF is required";

  private OpenFailure() {}

  /**
   * The failure in the user's words.
   *
   * @param said libbpf's warnings
   */
  static ObjectFileException of(String name, int errno, List<String> said) {
    return new ObjectFileException(
        "open BPF object "
            + name
            + ": "
            + Errno.describe(errno)
            + (said.isEmpty() ? "" : "; libbpf: " + said.get(0) + fix(said.get(0))));
  }

  private static String fix(String said) {
    if (said.contains(LEGACY_MAPS)) {
      return "; declare the maps in SEC(\".maps\"), as libbpf 1.0 and later have them";
    }
    return said.contains(NO_BTF) ? "; compile it with clang -g, which writes BTF" : "";
  }
}
