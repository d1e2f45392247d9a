package org.hookbench.framework.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which file the code at an address of this process comes from. Source: {@code /proc/self/maps},
 * proc(5).
 */
final class ProcessMaps {
  /** Code that comes from no file: the process has made it. */
  static final String MADE = "[java]";

  private static final int PATH = 5;
  // a library that was unpacked for this process alone, as jffi's is
  private static final String NUMBER_OF_ITS_OWN = "\\d{6,}";

  private final AddressTable table = new AddressTable();

  private ProcessMaps() {}

  /** Those of now. */
  static ProcessMaps read() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return parse(lines);
    }
  }

  /**
   * Those of such lines as the file has: {@code START-END PERMISSIONS OFFSET DEVICE INODE PATH}.
   */
  static ProcessMaps parse(Stream<String> lines) {
    ProcessMaps maps = new ProcessMaps();
    lines.forEach(maps::add);
    return maps;
  }

  private void add(String line) {
    String[] fields = line.split("\\s+", PATH + 1);
    if (fields[1].charAt(2) != 'x') {
      return;
    }
    String[] ends = fields[0].split("-");
    long start = Long.parseUnsignedLong(ends[0], 16);
    long bytes = Long.parseUnsignedLong(ends[1], 16) - start;
    table.put(start, bytes, name(fields.length > PATH ? fields[PATH] : ""));
  }

  private static String name(String path) {
    if (path.isEmpty()) {
      return MADE;
    }
    if (path.startsWith("[")) {
      return path;
    }
    String file = path.substring(path.lastIndexOf('/') + 1);
    return "[" + file.replace(" (deleted)", "").replaceAll(NUMBER_OF_ITS_OWN, "") + "]";
  }

  /** The library, {@link #MADE}, or nothing where there is no code. */
  Optional<String> at(long address) {
    return table.at(address);
  }
}
