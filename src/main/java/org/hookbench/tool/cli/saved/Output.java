package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;

/** The file that {@code -o} names. */
final class Output {
  /** What a file of plain text ends in. */
  private static final String PLAIN = "txt";

  private Output() {}

  /** What it ends in, which names a format; empty where it is plain text, or has no ending. */
  static Optional<String> ending(Path to) {
    String file = to.getFileName() == null ? "" : to.getFileName().toString();
    String ending = file.substring(file.lastIndexOf('.') + 1);
    return ending.equals(file) || ending.equals(PLAIN) ? Optional.empty() : Optional.of(ending);
  }

  /** Whether writing to it would replace a run. */
  static boolean isSame(Path run, Path to) {
    try {
      return Files.exists(to) && Files.isSameFile(run, to);
    } catch (IOException e) {
      throw failed(to, e);
    }
  }

  /** Writes a report there, wholly or not at all. */
  static void write(Path to, String report) {
    try {
      byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(to, out -> out.write(bytes));
    } catch (IOException e) {
      throw failed(to, e);
    }
  }

  private static UserException failed(Path to, IOException e) {
    return new UserException(
        ExitCode.CANT_CREATE, "can't write -o " + to + ": " + e.getMessage(), e);
  }
}
