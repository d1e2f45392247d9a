package org.hookbench.runfile;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file wholly or not at all: into a sibling, which takes the file's place when it is on
 * the disk, and which under sudo belongs to the user who called it. What is no regular file ({@code
 * /dev/stdout}, a pipe) is written to as it is.
 */
public final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Set<Path> OWN_STREAMS =
      Set.of(Path.of("/dev/stdin"), Path.of("/dev/stdout"), Path.of("/dev/stderr"));

  /** Gives a file its content. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /** Writes the file; where that fails it is as it was, and nothing else is left. */
  public static void write(Path file, Content content) throws IOException {
    if (isStream(file)) {
      try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
        buffered(out, content);
      }
      return;
    }
    Path target = followed(file);
    Path temp = sibling(target);
    // not a FileChannel: that one gives up when its thread is interrupted, as a stopped run's is
    Files.createFile(temp);
    try {
      try (FileOutputStream out = new FileOutputStream(temp.toFile())) {
        buffered(out, content);
        out.getFD().sync();
      }
      handOver(temp, target);
      Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      remove(temp, e);
      throw e;
    }
  }

  /** Makes a folder, which under sudo belongs to the user who called it. */
  public static void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    SudoUser.ofProcess().ifPresent(user -> user.own(folder));
  }

  /** A file that links lead to, or the file itself: a link stays a link. */
  static Path followed(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  /** A name in the same folder that nobody has. */
  static Path sibling(Path file) {
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return file.resolveSibling(".hookbench-" + random + ".tmp");
  }

  /** Whether there is something to write to that must not be replaced. */
  static boolean isStream(Path file) {
    return isOwnStream(file)
        || Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** Whether it is an open file of this process, which may be regular: its name leads elsewhere. */
  static boolean isOwnStream(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return OWN_STREAMS.contains(path) || path.startsWith("/dev/fd") || path.startsWith("/proc");
  }

  /** Removes a file; what goes wrong then is told with the reason for it. */
  static void remove(Path file, Throwable reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** A new file is the user's who called sudo; one that is replaced keeps its owner. */
  private static void handOver(Path temp, Path target) throws IOException {
    Optional<SudoUser> user = SudoUser.ofProcess();
    if (user.isPresent()) {
      (Files.exists(target) ? SudoUser.ownerOf(target) : user.get()).own(temp);
    }
  }

  private static void buffered(OutputStream out, Content content) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    content.writeTo(buffered);
    buffered.flush();
  }
}
