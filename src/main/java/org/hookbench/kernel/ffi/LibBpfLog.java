package org.hookbench.kernel.ffi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What libbpf says while a thread opens or loads an object: its calls return a bare errno, and only
 * its log tells what failed. Elsewhere its log is thrown away, for it also says what is no failure.
 */
public final class LibBpfLog implements AutoCloseable {
  private static final int LINE_BYTES = 1024;
  private static final int MOST_LINES = 100;
  private static final String PREFIX = "libbpf: ";
  private static final ThreadLocal<LibBpfLog> HERE = new ThreadLocal<>();

  // libbpf keeps its address
  private static final LibBpf.Printer PRINTER = LibBpfLog::print;

  private final List<String> lines = new ArrayList<>();

  private LibBpfLog() {}

  static void install(LibBpf lib) {
    lib.libbpf_set_print(PRINTER);
  }

  /** Begins to keep the warnings of this thread's calls. */
  public static LibBpfLog keep() {
    LibBpfLog log = new LibBpfLog();
    HERE.set(log);
    return log;
  }

  /**
   * The warnings so far, without libbpf's name before each; of those of several lines the first.
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    HERE.remove();
  }

  private static int print(int level, long format, long arguments) {
    LibBpfLog log = HERE.get();
    if (level == 0 && log != null && log.lines.size() < MOST_LINES) {
      byte[] text = new byte[LINE_BYTES];
      Ffi.libc().vsnprintf(text, LINE_BYTES, format, arguments);
      log.add(text);
    }
    return 0;
  }

  private void add(byte[] text) {
    String line = new String(text, StandardCharsets.UTF_8).split("[\0\n]", 2)[0];
    line = line.replaceAll("\\p{Cntrl}", "?").strip();
    if (!line.isEmpty()) {
      lines.add(line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line);
    }
  }
}
