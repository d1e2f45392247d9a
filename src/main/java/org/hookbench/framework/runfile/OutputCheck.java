package org.hookbench.framework.runfile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Asks before a run whether its result can be written at its end. */
public final class OutputCheck {
  private static final int BLOCK_BYTES = 1 << 16;

  // stat(2), st_mode; see inode(7)
  private static final int S_IFMT = 0170000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFIFO = 0010000;

  private static final int MOST_LINKS = 40; // as the kernel follows; see path_resolution(7)

  private OutputCheck() {}

  /**
   * Writes a file of that size beside the target and removes it. The target is left as it is: only
   * a character device gets a line break, to see whether it takes one, and not this process's own
   * output. Makes the folder {@code hookbench-results} if it is missing, and no other.
   *
   * @param file where the result is to go
   * @param expectedBytes about how large it will be
   * @throws OutputException if it can't: one line that says why
   */
  public static void requireWritable(Path file, long expectedBytes) throws OutputException {
    try {
      if (Files.isDirectory(file)) {
        throw new OutputException(file, "it is a folder, expected a file");
      }
      if (AtomicFile.isStream(file)) {
        stream(file);
      } else {
        regular(file, expectedBytes);
      }
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw new OutputException(file, Text.reason(e), e);
    }
  }

  /**
   * Makes the folder and removes it again.
   *
   * @throws OutputException if it can't be made, or is there
   */
  public static void requireNewFolder(Path folder) throws OutputException {
    try {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new OutputException(folder, "it is there already; move it away");
      }
      Files.createDirectory(folder);
      Files.delete(folder);
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw new OutputException(folder, Text.reason(e), e);
    }
  }

  /** Whether what is written there goes into a file of that name, and not to a device or a pipe. */
  public static boolean isFile(Path file) {
    return !AtomicFile.isStream(file);
  }

  /** Whether two names are of one file, also by links, so that one would replace the other. */
  public static boolean isSame(Path a, Path b) throws IOException {
    if (!isFile(a) || !isFile(b)) {
      return false;
    }
    return place(a).equals(place(b))
        || Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
  }

  /** Where a file is or would be, whatever links lead there. */
  private static Path place(Path file) throws IOException {
    Path at = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at) && links < MOST_LINKS; links++) {
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    Path folder = at.getParent();
    return folder != null && Files.isDirectory(folder)
        ? folder.toRealPath().resolve(at.getFileName())
        : at.normalize();
  }

  private static void stream(Path file) throws IOException {
    if (AtomicFile.isOwnStream(file)) {
      if (!Files.isWritable(file)) {
        throw new OutputException(file, "it is not open for writing");
      }
      return;
    }
    int type = (Integer) Files.getAttribute(file, "unix:mode") & S_IFMT;
    if (type == S_IFCHR) {
      try (OutputStream out = AtomicFile.open(file)) {
        out.write('\n');
      }
    } else if (type != S_IFIFO) { // a pipe would wait here for its reader
      throw new OutputException(file, "it is neither a file nor a character device");
    }
  }

  private static void regular(Path file, long expectedBytes) throws IOException {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new OutputException(file, "permission denied");
    }
    Path target = AtomicFile.followed(file);
    Path folder = AtomicFile.folderOf(target);
    boolean made = makeFolder(file, folder);
    try (HeldFolder held = HeldFolder.of(file)) {
      requireRoom(AtomicFile.folderOf(held.file()), expectedBytes);
      Path probe = AtomicFile.freshName();
      try (FileChannel out = held.create(probe)) {
        // nameless from here on: even a kill leaves nothing behind
        held.remove(probe);
        fill(out, expectedBytes);
      } catch (IOException e) {
        held.remove(probe, e);
        throw e;
      }
    } catch (IOException e) {
      if (made) {
        removeFolder(folder, e);
      }
      throw e;
    }
  }

  private static void removeFolder(Path folder, IOException reason) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static boolean makeFolder(Path file, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return false;
    }
    if (Files.exists(folder)) {
      throw new OutputException(file, folder + " is not a folder");
    }
    if (!folder.equals(RunFile.DEFAULT_FOLDER.toAbsolutePath())) {
      throw new OutputException(file, "there is no folder " + folder);
    }
    AtomicFile.makeFolder(folder);
    return true;
  }

  /** Says so without filling a disk that others write to. */
  private static void requireRoom(Path folder, long bytes) throws IOException {
    // not by a FileStore, which needs a mount point, and a chroot may show none
    long room = folder.toFile().getUsableSpace();
    if (room > 0 && bytes > room) { // 0 where a file system knows no figure
      throw new IOException(
          "No space left on device: the result takes " + bytes + " bytes, there are " + room);
    }
  }

  private static void fill(FileChannel out, long bytes) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long left = Math.max(1, bytes);
    while (left > 0) {
      int now = (int) Math.min(left, block.length);
      out.write(ByteBuffer.wrap(block, 0, now));
      left -= now;
    }
    // some file systems find out that they are full only here
    out.force(true);
  }
}
