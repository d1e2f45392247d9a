package org.hookbench.kernel.bpf;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.hookbench.ErrorMessage;
import org.hookbench.kernel.elf.ElfFile;
import org.hookbench.kernel.elf.MalformedObjectException;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;

/** An object file, read once: what is looked at, tried and loaded is the same bytes. */
public final class ObjectFile {
  private static final int MOST_BYTES = 64 << 20;
  private static final int O_NONBLOCK = 0x800;

  private final String name;
  private final byte[] bytes;
  private final ElfFile elf;

  private ObjectFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    try {
      this.elf = ElfFile.parse(bytes);
    } catch (MalformedObjectException e) {
      throw new ObjectFileException("open BPF object " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * An object that is in memory already.
   *
   * @param name what messages call it
   * @param bytes the file's, which must not be changed
   * @throws ObjectFileException if they are no sound object
   */
  public static ObjectFile of(String name, byte[] bytes) {
    return new ObjectFile(name, bytes);
  }

  /**
   * Reads a user's file. Whatever else its path may lead to, such as a FIFO or a device, is left
   * alone: it may have no end, or never begin.
   *
   * @throws ObjectFileException if it can't be read or is no sound object
   */
  public static ObjectFile read(Path file) {
    try {
      requireRegular(file, file);
      // what was looked at may have been replaced since: a FIFO would wait for its writer here
      try (Fd fd = Fd.open(file.toString(), O_NONBLOCK)) {
        Path opened = Path.of("/proc/self/fd/" + fd.number());
        requireRegular(file, opened);
        try (InputStream in = new FileInputStream(opened.toFile())) {
          byte[] bytes = in.readNBytes(MOST_BYTES + 1);
          if (bytes.length > MOST_BYTES) {
            throw tooLarge(file);
          }
          return new ObjectFile(file.toString(), bytes);
        }
      }
    } catch (NoSuchFileException e) {
      throw unreadable(file, Errno.describe(Errno.ENOENT), e);
    } catch (AccessDeniedException e) {
      throw unreadable(file, Errno.describe(Errno.EACCES), e);
    } catch (IOException e) {
      throw unreadable(file, ErrorMessage.of(e), e);
    }
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** All of it; must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** SHA-256 of its bytes, in hexadecimal digits. */
  public String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has SHA-256", e);
    }
  }

  /** Its programs in the order that libbpf gives them, each with its section. */
  public Map<String, String> programs() {
    return elf.programs();
  }

  ElfFile elf() {
    return elf;
  }

  private static void requireRegular(Path file, Path where) throws IOException {
    BasicFileAttributes is = Files.readAttributes(where, BasicFileAttributes.class);
    if (!is.isRegularFile()) {
      throw new ObjectFileException(
          "read BPF object "
              + file
              + ": it is "
              + (is.isDirectory() ? "a directory" : "a FIFO, socket or device")
              + ", not a regular file");
    }
    if (is.size() > MOST_BYTES) {
      throw tooLarge(file);
    }
  }

  private static ObjectFileException tooLarge(Path file) {
    return new ObjectFileException(
        "read BPF object "
            + file
            + ": it is larger than "
            + (MOST_BYTES >> 20)
            + " MiB, which no BPF object is");
  }

  private static ObjectFileException unreadable(Path file, String why, IOException e) {
    return new ObjectFileException("read BPF object " + file + ": " + why, e);
  }
}
