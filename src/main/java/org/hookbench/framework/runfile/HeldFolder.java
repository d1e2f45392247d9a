package org.hookbench.framework.runfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that is open, and one name in it: what is made there lands in that folder, whatever
 * becomes of the path meanwhile.
 *
 * <p>Root walks to it folder by folder and follows a link only where no other user can put
 * something else into the place of the link or of a folder before it, for that user could lead
 * root's files anywhere. Source: openat(2), {@code fs.protected_symlinks} in proc_sys_fs(5).
 */
final class HeldFolder implements AutoCloseable {
  private static final int MOST_LINKS = 40; // as the kernel follows; see path_resolution(7)
  private static final Path ROOT = Path.of("/");
  private static final Path HERE = Path.of("");
  private static final int S_ISVTX = 01000; // only an entry's owner may move it; see inode(7)

  private SecureDirectoryStream<Path> folder;
  private Path path;
  private Path name = HERE;
  private Path base = HERE;
  private boolean othersLead;

  private HeldFolder(Path start) throws IOException {
    folder = open(start);
    path = start;
  }

  /**
   * Opens the folder of a file, which need not be there. Links that lead to a file are followed.
   *
   * @throws IOException if there is no such folder, or root would follow another user's link
   */
  static HeldFolder of(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (!SudoUser.isRoot()) {
      Path target = AtomicFile.followed(absolute);
      HeldFolder held = ofUser(AtomicFile.folderOf(target));
      held.name = target.getFileName();
      return held;
    }
    HeldFolder held = new HeldFolder(ROOT);
    try {
      held.walk(absolute);
      return held;
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static HeldFolder ofUser(Path folder) throws IOException {
    try {
      return new HeldFolder(folder);
    } catch (AccessDeniedException e) {
      // a folder that may be written and searched, and not listed, can't be opened: by its path
      HeldFolder byPath = new HeldFolder(ROOT);
      byPath.path = folder;
      byPath.base = folder;
      return byPath;
    }
  }

  private void walk(Path absolute) throws IOException {
    Deque<Path> left = new ArrayDeque<>();
    absolute.forEach(left::add);
    int links = 0;
    while (!left.isEmpty()) {
      name = left.pop();
      Optional<PosixFileAttributes> found = attributes();
      if (found.isPresent()) {
        othersLead = othersLead || othersReplace(found.get());
      }
      if (found.filter(PosixFileAttributes::isSymbolicLink).isPresent()) {
        if (othersLead) {
          throw new FileSystemException(
              path.resolve(name).toString(),
              null,
              path.resolve(name)
                  + " is a link that another user can change; name what it leads to");
        }
        if (++links > MOST_LINKS) {
          throw new FileSystemException(path.resolve(name).toString(), null, "too many links");
        }
        Path target = Files.readSymbolicLink(path.resolve(name));
        if (target.isAbsolute()) {
          enter(open(ROOT), ROOT);
        }
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
          left.push(target.getName(i));
        }
      } else if (!left.isEmpty()) {
        if (found.isEmpty()) {
          throw new NoSuchFileException(path.resolve(name).toString());
        }
        Path next = path.resolve(name).normalize();
        enter(secure(folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), next), next);
      }
    }
  }

  /** Whether a user who is not trusted can put something else into the place of an entry. */
  private boolean othersReplace(PosixFileAttributes entry) throws IOException {
    PosixFileAttributes around =
        folder.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
    Set<PosixFilePermission> may = around.permissions();
    boolean othersWrite =
        may.contains(PosixFilePermission.OTHERS_WRITE)
            || may.contains(PosixFilePermission.GROUP_WRITE);
    return !SudoUser.isTrusted(around.owner())
        || !SudoUser.isTrusted(entry.owner())
        || othersWrite && !isSticky();
  }

  /** By its path, which is asked only while nobody else can change where that leads. */
  private boolean isSticky() throws IOException {
    return ((Integer) Files.getAttribute(path, "unix:mode") & S_ISVTX) != 0;
  }

  private void enter(SecureDirectoryStream<Path> next, Path at) throws IOException {
    folder.close();
    folder = next;
    path = at;
  }

  /** What has the name, links not followed; empty if nothing has. */
  Optional<PosixFileAttributes> attributes() throws IOException {
    try {
      return Optional.of(
          folder
              .getFileAttributeView(
                  base.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Where the file is, for messages. */
  Path file() {
    return path.resolve(name);
  }

  /** Makes a file that nobody has, open for writing. */
  FileChannel create(Path fresh) throws IOException {
    return (FileChannel)
        folder.newByteChannel(
            base.resolve(fresh),
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
  }

  /** Opens what has the name, which is no regular file, for writing. */
  FileChannel openStream() throws IOException {
    return (FileChannel)
        folder.newByteChannel(
            base.resolve(name), Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /** Makes a folder that nobody has, which under sudo belongs to the user who called it. */
  void makeFolder(Path fresh) throws IOException {
    Optional<PosixFileAttributes> before = attributes();
    if (before.isPresent()) {
      throw new FileAlreadyExistsException(file().toString());
    }
    Files.createDirectory(path.resolve(fresh));
    try (DirectoryStream<Path> made =
        folder.newDirectoryStream(base.resolve(fresh), LinkOption.NOFOLLOW_LINKS)) {
      Optional<Path> open = Descriptor.of(fresh);
      Optional<SudoUser> user = SudoUser.ofProcess();
      if (open.isPresent() && user.isPresent()) {
        user.get().own(open.get());
      }
      Objects.requireNonNull(made);
    }
  }

  /** Removes a folder of {@link #makeFolder}. */
  void removeFolder(Path fresh, Throwable reason) {
    try {
      folder.deleteDirectory(base.resolve(fresh));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Gives a file of {@link #create} the name. */
  void replaceBy(Path fresh) throws IOException {
    folder.move(base.resolve(fresh), folder, base.resolve(name));
  }

  /** Removes a file of {@link #create}. */
  void remove(Path fresh) throws IOException {
    folder.deleteFile(base.resolve(fresh));
  }

  /** Removes a file of {@link #create}; what goes wrong then is told with the reason for it. */
  void remove(Path fresh, Throwable reason) {
    try {
      folder.deleteFile(base.resolve(fresh));
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static SecureDirectoryStream<Path> open(Path folder) throws IOException {
    return secure(Files.newDirectoryStream(folder), folder);
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> opened, Path folder)
      throws IOException {
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    opened.close();
    throw new NotDirectoryException(folder.toString());
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
