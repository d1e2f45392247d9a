package org.hookbench.framework.runfile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The path under /proc of an open file of this process: what is done to it is done to the file that
 * is open, whatever has its name by now. Source: proc_pid_fd(5).
 */
final class Descriptor {
  private static final Path ALL = Path.of("/proc/self/fd");

  private Descriptor() {}

  /**
   * Of the open file that was made under a name.
   *
   * @param name one that no other open file has
   * @return empty where there is no /proc, or the file has been renamed
   */
  static Optional<Path> of(Path name) throws IOException {
    if (!Files.isDirectory(ALL)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(ALL)) {
      for (Path fd : all) {
        if (leadsTo(fd, name)) {
          return Optional.of(fd);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean leadsTo(Path fd, Path name) {
    try {
      return Files.readSymbolicLink(fd).endsWith(name);
    } catch (IOException e) {
      return false; // the one that lists them is closed by now
    }
  }
}
