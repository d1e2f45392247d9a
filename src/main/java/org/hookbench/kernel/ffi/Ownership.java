package org.hookbench.kernel.ffi;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files other users can exchange, and which are this process's own. Needs no foreign call.
 * Source: inode(7), proc(5), path_resolution(7).
 */
public final class Ownership {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern EFFECTIVE_UID =
      Pattern.compile("^Uid:\\s+\\d+\\s+(\\d+)\\s", Pattern.MULTILINE);
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int OPEN_TO_OTHERS = 0077;
  private static final int STICKY = 01000;
  private static final int ROOT = 0;

  private Ownership() {}

  /**
   * The user that this process acts as.
   *
   * @throws IOException where /proc is not mounted
   */
  public static int uid() throws IOException {
    Matcher uid = EFFECTIVE_UID.matcher(Files.readString(STATUS));
    if (!uid.find()) {
      throw new FileSystemException(STATUS.toString(), null, "has no line 'Uid:'");
    }
    return Integer.parseUnsignedInt(uid.group(1));
  }

  /** Whether an opened folder belongs to this process's user; asked of the descriptor. */
  public static boolean isOurs(SecureDirectoryStream<Path> folder) throws IOException {
    // a number that is no name is taken as the user's number
    UserPrincipal us =
        FileSystems.getDefault()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(Integer.toUnsignedString(uid()));
    return folder
        .getFileAttributeView(PosixFileAttributeView.class)
        .readAttributes()
        .owner()
        .equals(us);
  }

  /**
   * Why another user could put a folder or file of her own in the place of one that we make there:
   * one of the folders on the way belongs to her, or she can write to it and no sticky bit keeps
   * her from renaming what is not hers. Trusted are root, ourselves, and the owner of {@code /},
   * who can exchange every library anyway; in a user namespace that is whoever root is outside.
   *
   * @param folder a real path, without links
   */
  static Optional<String> exchangeable(Path folder) throws IOException {
    int us = uid();
    int ownerOfAll = owner(attributes(folder.getRoot()));
    for (Path p = folder; p != null; p = p.getParent()) {
      Map<String, Object> a = attributes(p);
      int owner = owner(a);
      if (owner != ROOT && owner != us && owner != ownerOfAll) {
        return Optional.of(p + " belongs to another user (uid " + owner + ")");
      }
      if ((mode(a) & WRITABLE_BY_OTHERS) != 0 && (mode(a) & STICKY) == 0) {
        return Optional.of("other users can write to " + p);
      }
    }
    return Optional.empty();
  }

  /** Whether a file or folder, itself and no link, is ours and closed to everybody else. */
  static boolean isOursAlone(Path path) throws IOException {
    Map<String, Object> a = attributes(path);
    return owner(a) == uid() && (mode(a) & OPEN_TO_OTHERS) == 0;
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }

  private static int owner(Map<String, Object> attributes) {
    return (Integer) Objects.requireNonNull(attributes.get("uid"));
  }

  private static int mode(Map<String, Object> attributes) {
    return (Integer) Objects.requireNonNull(attributes.get("mode"));
  }
}
