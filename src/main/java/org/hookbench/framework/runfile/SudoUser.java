package org.hookbench.framework.runfile;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
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
  private static final long NO_CHANGE = 0xffffffffL;
  private static final String GID = "unix:gid";

  /** Of this process; empty where it is not root or was not started by sudo. */
  static Optional<SudoUser> ofProcess() throws IOException {
    return of(System.getenv(), processUid());
  }

  /**
   * The user that the variables name.
   *
   * @param processUid whom the process runs as
   */
  static Optional<SudoUser> of(Map<String, String> environment, int processUid) {
    Optional<Integer> uid = number(environment.getOrDefault("SUDO_UID", ""));
    Optional<Integer> gid = number(environment.getOrDefault("SUDO_GID", ""));
    return processUid == 0 && uid.isPresent() && gid.isPresent()
        ? Optional.of(new SudoUser(uid.get(), gid.get()))
        : Optional.empty();
  }

  /** Whether this process is root. */
  static boolean isRoot() throws IOException {
    return processUid() == 0;
  }

  /** Whether files of that user are safe for root to follow: root's, and those of sudo's caller. */
  static boolean isTrusted(UserPrincipal owner) throws IOException {
    Optional<SudoUser> caller = ofProcess();
    // the JDK finds no principal of a number in the upper half
    return owner.equals(principal(0))
        || caller.isPresent()
            && caller.get().uid() > 0
            && owner.equals(principal(caller.get().uid()));
  }

  private static UserPrincipal principal(int uid) throws IOException {
    return FileSystems.getDefault()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(Integer.toUnsignedString(uid));
  }

  private static int processUid() throws IOException {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), UID);
    } catch (NoSuchFileException e) { // no /proc
      return System.getProperty("user.name").equals("root") ? 0 : -1;
    }
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
      Files.setAttribute(made, GID, gid);
      Files.setAttribute(made, UID, uid);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Integer> number(String text) {
    if (!text.matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    // a Java int holds the upper half as negative numbers; the last means "leave it" to chown(2)
    return number < NO_CHANGE ? Optional.of((int) number) : Optional.empty();
  }
}
