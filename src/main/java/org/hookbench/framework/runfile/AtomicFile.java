package org.hookbench.framework.runfile;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file wholly or not at all: into a sibling, which takes the file's place when it is on
 * the disk, and which under sudo belongs to the user who called it. The file is opened once, in a
 * {@linkplain HeldFolder folder that is held}. What is no regular file ({@code /dev/stdout}, a
 * pipe) is written to as it is.
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
    // a channel gives up when its thread is interrupted, as a stopped run's is
    boolean interrupted = Thread.interrupted();
    try {
      writeUninterrupted(file, content);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void writeUninterrupted(Path file, Content content) throws IOException {
    if (isOwnStream(file)) {
      try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
        buffered(out, content);
      }
      return;
    }
    try (HeldFolder held = HeldFolder.of(file)) {
      Optional<PosixFileAttributes> before = held.attributes();
      if (before.filter(BasicFileAttributes::isOther).isPresent()) {
        stream(held, content);
        return;
      }
      Path temp = freshName();
      try (FileChannel channel = held.create(temp)) {
        keep(temp, before);
        buffered(Channels.newOutputStream(channel), content);
        channel.force(true);
        held.replaceBy(temp);
      } catch (IOException | RuntimeException | Error e) {
        held.remove(temp, e);
        throw e;
      }
    }
  }

  /**
   * Opens a file for a report that grows: a new one in the place of that which is there, whose mode
   * and owner it keeps. What is no regular file is opened as it is.
   *
   * @throws IOException if it can't be opened
   */
  public static OutputStream open(Path file) throws IOException {
    if (isOwnStream(file)) {
      return new FileOutputStream(file.toFile(), true);
    }
    try (HeldFolder held = HeldFolder.of(file)) {
      Optional<PosixFileAttributes> before = held.attributes();
      if (before.filter(BasicFileAttributes::isOther).isPresent()) {
        return Channels.newOutputStream(opened(held));
      }
      Path temp = freshName();
      FileChannel channel = held.create(temp);
      try {
        keep(temp, before);
        held.replaceBy(temp);
        return Channels.newOutputStream(channel);
      } catch (IOException | RuntimeException | Error e) {
        channel.close();
        held.remove(temp, e);
        throw e;
      }
    }
  }

  private static void stream(HeldFolder held, Content content) throws IOException {
    try (FileChannel channel = opened(held)) {
      buffered(Channels.newOutputStream(channel), content);
    }
  }

  private static FileChannel opened(HeldFolder held) throws IOException {
    FileChannel channel = held.openStream();
    if (channel.size() > 0) { // a device and a pipe have no size
      channel.close();
      throw new FileSystemException(held.file().toString(), null, "it changed while it was opened");
    }
    return channel;
  }

  /** Makes a folder, which under sudo belongs to the user who called it. */
  public static void makeFolder(Path folder) throws IOException {
    try (HeldFolder held = HeldFolder.of(folder)) {
      Path temp = freshName();
      held.makeFolder(temp);
      try {
        held.replaceBy(temp);
      } catch (IOException e) {
        held.removeFolder(temp, e);
        throw e;
      }
    }
  }

  /** A file that links lead to, or the file itself: a link stays a link. */
  static Path followed(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
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

  /**
   * A new file is the user's who called sudo; one that is replaced keeps its owner and mode, as far
   * as this process and the file system can give them.
   */
  private static void keep(Path temp, Optional<PosixFileAttributes> before) throws IOException {
    Optional<Path> open = Descriptor.of(temp);
    if (open.isEmpty()) {
      return;
    }
    if (before.isEmpty()) {
      SudoUser.ofProcess().ifPresent(user -> user.own(open.get()));
      return;
    }
    PosixFileAttributeView file =
        Files.getFileAttributeView(open.get(), PosixFileAttributeView.class);
    attempt(() -> file.setGroup(before.get().group()));
    attempt(() -> file.setOwner(before.get().owner()));
    // last, for a change of owner may take permissions away
    attempt(() -> file.setPermissions(before.get().permissions()));
  }

  private interface Change {
    void make() throws IOException;
  }

  private static void attempt(Change change) {
    try {
      change.make();
    } catch (IOException e) {
      return; // not all file systems have owners and modes, or let this user set them
    }
  }

  /** A name for a file that takes another's place. */
  static Path freshName() {
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return Path.of(".hookbench-" + random + ".tmp");
  }

  private static void buffered(OutputStream out, Content content) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    content.writeTo(buffered);
    buffered.flush();
  }

  /** The folder that a file is in. */
  static Path folderOf(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new FileSystemException(file.toString(), null, "it is no file in a folder");
    }
    return folder;
  }
}
