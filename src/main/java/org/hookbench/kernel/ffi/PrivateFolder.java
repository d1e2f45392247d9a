package org.hookbench.kernel.ffi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A new folder with a path of its own, for some milliseconds, that no other user can write to, look
 * into or exchange. One that a killed process left is deleted by the next process of the same user
 * that makes one at the same place.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "hookbench-native-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-(\\d+)-\\d+");
  private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d+)]");
  // it is used for milliseconds: whoever still had it has ended, and its number is another's now
  private static final Duration OLD = Duration.ofHours(1);

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes one, and deletes those that killed processes have left.
   *
   * @param base an existing folder
   * @throws IOException where it can't be made, or where other users could exchange it
   */
  static PrivateFolder below(Path base) throws IOException {
    Path real = base.toRealPath();
    Optional<String> danger = Ownership.exchangeable(real);
    if (danger.isPresent()) {
      throw new FileSystemException(real.toString(), null, danger.get());
    }
    sweep(real);
    String prefix = PREFIX + pidNamespace() + "-" + ProcessHandle.current().pid() + "-";
    return new PrivateFolder(
        Files.createTempDirectory(
            real,
            prefix,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  /** Its real path. */
  Path path() {
    return path;
  }

  /** Deletes it with the files in it. */
  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }

  private static void sweep(Path base) throws IOException {
    String namespace = pidNamespace();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(base, PREFIX + "*")) {
      if (!(all instanceof SecureDirectoryStream<Path> folder)) {
        return;
      }
      for (Path found : folder) {
        Matcher name = NAME.matcher(found.getFileName().toString());
        if (name.matches()) {
          deleteIfLeft(folder, found.getFileName(), name, namespace);
        }
      }
    }
  }

  /** What can't be deleted stays: it is not ours, or another process was faster. */
  private static void deleteIfLeft(
      SecureDirectoryStream<Path> base, Path entry, Matcher name, String namespace) {
    try {
      try (SecureDirectoryStream<Path> left =
          base.newDirectoryStream(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!Ownership.isOurs(left) || !(isOver(name, namespace) || isOld(left))) {
          return;
        }
        for (Path file : left) {
          left.deleteFile(file.getFileName());
        }
      }
      base.deleteDirectory(entry);
    } catch (IOException e) {
      return;
    }
  }

  /** Whether the process that made it has ended; of another namespace's this can't be told. */
  private static boolean isOver(Matcher name, String namespace) {
    long pid;
    try {
      pid = Long.parseLong(name.group(2));
    } catch (NumberFormatException e) {
      return false;
    }
    // this process makes one at a time: one with its number is an earlier process's
    return name.group(1).equals(namespace)
        && (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty());
  }

  private static boolean isOld(SecureDirectoryStream<Path> folder) throws IOException {
    Instant changed =
        folder
            .getFileAttributeView(BasicFileAttributeView.class)
            .readAttributes()
            .lastModifiedTime()
            .toInstant();
    return changed.isBefore(Instant.now().minus(OLD));
  }

  private static String pidNamespace() throws IOException {
    Matcher m = NAMESPACE.matcher(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
    return m.matches() ? m.group(1) : "0";
  }
}
