package org.hookbench.kernel.sys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the files of /proc and /sys, and writes those of one value.
 *
 * <p>A numeric sysctl answers only the first read(2): whoever reads 77 a byte at a time gets 7. And
 * {@link Files#readString} does begin with a single byte where the file's size is said to be 0, as
 * it is for every file of /proc.
 */
public final class KernelFile {
  /**
   * The kernel's own limit for a value; what is longer, such as /proc/cpuinfo, takes more reads.
   */
  private static final int PAGE = 4096;

  private KernelFile() {}

  /**
   * The value, or all of a longer file, without white space around it.
   *
   * @throws KernelException with ENOENT where there is no such file
   */
  public static String read(Path file) {
    try {
      return readAll(file);
    } catch (IOException e) {
      throw failure("read " + file, e);
    }
  }

  /** As {@link #read}, for who needs no errno: this works where no foreign call does. */
  public static String readAll(Path file) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    ByteArrayOutputStream value = new ByteArrayOutputStream(PAGE);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(page) > 0) {
        value.write(page.array(), 0, page.position());
        page.clear();
      }
    }
    return value.toString(StandardCharsets.UTF_8).trim();
  }

  /**
   * Writes a value in one call.
   *
   * @throws KernelException with ENOENT where there is no such file, or with the kernel's words
   *     where it refuses
   */
  public static void write(Path file, String value) {
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
