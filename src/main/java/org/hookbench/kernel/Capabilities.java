package org.hookbench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this process is allowed to do. Source: capabilities(7), the CapEff line of proc(5). */
public enum Capabilities {
  CAP_NET_ADMIN(12),
  CAP_SYS_ADMIN(21),
  CAP_BPF(39);

  private final int bit;

  Capabilities(int bit) {
    this.bit = bit;
  }

  /** Those that a run needs and this process lacks. Before Linux 5.8 CAP_SYS_ADMIN is CAP_BPF. */
  public static List<Capabilities> missing() {
    long effective = effective();
    List<Capabilities> missing = new ArrayList<>();
    for (Capabilities c : values()) {
      boolean implied = c == CAP_BPF && (effective >>> CAP_SYS_ADMIN.bit & 1) == 1;
      if ((effective >>> c.bit & 1) == 0 && !implied) {
        missing.add(c);
      }
    }
    return missing;
  }

  private static long effective() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("CapEff:"))
          .findFirst()
          .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
          .orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }
}
