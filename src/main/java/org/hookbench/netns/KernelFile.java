package org.hookbench.netns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;

/** Reads and writes one-line files of /proc and /sys. */
final class KernelFile {
  private KernelFile() {}

  static String read(Path file) {
    try {
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw failure("read " + file, e);
    }
  }

  static void write(Path file, String value) {
    try {
      Files.write(file, value.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failure("write " + value + " to " + file, e);
    }
  }

  private static KernelException failure(String operation, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new KernelException(operation, Errno.ENOENT, "this kernel has no such setting here");
    }
    return new KernelException(operation, 0, String.valueOf(e.getMessage()));
  }
}
