package org.hookbench.runfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who called sudo: what root makes for that user is handed over. Source: sudo(8), SUDO_UID and
 * SUDO_GID.
 *
 * @param uid the user's number
 * @param gid the number of the user's group
 */
record SudoUser(int uid, int gid) {
  private static final String UID = "unix:uid";
  private static final String GID = "unix:gid";

  /** Of this process; empty where it is not root or was not started by sudo. */
  static Optional<SudoUser> ofProcess() throws IOException {
    return of(System.getenv(), (Integer) Files.getAttribute(Path.of("/proc/self"), UID));
  }

  /**
   * The user that the variables name.
   *
   * @param processUid whom the process runs as
   */
  static Optional<SudoUser> of(Map<String, String> environment, int processUid) {
    Optional<Integer> uid = number(environment.get("SUDO_UID"));
    Optional<Integer> gid = number(environment.get("SUDO_GID"));
    return processUid == 0 && uid.isPresent() && gid.isPresent()
        ? Optional.of(new SudoUser(uid.get(), gid.get()))
        : Optional.empty();
  }

  /** Whom a file belongs to, links followed. */
  static SudoUser ownerOf(Path file) throws IOException {
    return new SudoUser(
        (Integer) Files.getAttribute(file, UID), (Integer) Files.getAttribute(file, GID));
  }

  /**
   * Makes the user the owner of what this process has made.
   *
   * @return whether the file system let it: not all have owners, or let root change them
   */
  boolean own(Path made) {
    try {
      Files.setAttribute(made, GID, gid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(made, UID, uid, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Integer> number(String text) {
    return text != null && text.matches("[0-9]{1,9}")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
