package org.hookbench.framework.attachment;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.ErrorMessage;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * The links that HookBench keeps, each by a file in bpffs that is named after its place. The folder
 * is there only while it holds one.
 */
final class Pins {
  private static final Path BPFFS = Path.of("/sys/fs/bpf");
  private static final Path MOUNTS = Path.of("/proc/thread-self/mountinfo");
  private static final Path FOLDER = BPFFS.resolve("hookbench");

  private Pins() {}

  /** The link at a place. */
  static Optional<BpfLink> open(Place place) {
    try {
      return isMounted() ? Optional.of(BpfLink.pinned(path(place))) : Optional.empty();
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Makes sure that a link can be kept.
   *
   * @throws KernelException with the command that mounts a bpffs, if there is none
   */
  static void require(Place place) {
    if (!isMounted()) {
      throw new KernelException(
          "attach " + place.hook().name() + " so that it stays",
          0,
          "its link has to be pinned, and no bpffs is mounted: mount -t bpf bpf "
              + BPFFS
              + " (inside 'ip netns exec' it is not seen: use --netns)");
    }
  }

  /** Keeps a link. */
  static void keep(Place place, BpfLink link) {
    require(place);
    try {
      Files.createDirectory(
          FOLDER,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // an earlier link's
      link.pin(path(place));
      return;
    } catch (IOException e) {
      throw new KernelException("make " + FOLDER, 0, ErrorMessage.of(e));
    }
    link.pin(path(place));
  }

  /** Lets a link go. */
  static void forget(Place place) {
    try {
      Files.deleteIfExists(path(place));
      Files.deleteIfExists(FOLDER);
    } catch (DirectoryNotEmptyException e) {
      // others' pins are there
      return;
    } catch (IOException e) {
      throw new KernelException("delete " + path(place), 0, ErrorMessage.of(e));
    }
  }

  /** Lets every link go whose device, namespace or cgroup has gone, and which so does nothing. */
  static void sweep() {
    if (!isMounted() || !Files.isDirectory(FOLDER)) {
      return;
    }
    try (Stream<Path> pins = Files.list(FOLDER)) {
      for (Path pin : pins.toList()) {
        if (isDefunct(pin)) {
          Files.deleteIfExists(pin);
        }
      }
      Files.deleteIfExists(FOLDER);
    } catch (DirectoryNotEmptyException e) {
      // some are alive
      return;
    } catch (IOException e) {
      throw new KernelException("look through " + FOLDER, 0, ErrorMessage.of(e));
    }
  }

  private static boolean isDefunct(Path pin) {
    try (BpfLink link = BpfLink.pinned(pin)) {
      return link.programId().isEmpty();
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** What messages call it. */
  static Path path(Place place) {
    // bpffs keeps names with a dot for itself
    return FOLDER.resolve(place.key().replace('.', '_'));
  }

  /** Whether the last mount there, which covers those before, is a bpffs. */
  private static boolean isMounted() {
    List<String> mounts;
    try {
      mounts = Files.readAllLines(MOUNTS);
    } catch (IOException e) {
      throw new KernelException("read " + MOUNTS, 0, ErrorMessage.of(e));
    }
    return mounts.stream()
        .filter(l -> l.split(" ")[4].equals(BPFFS.toString()))
        .reduce((earlier, later) -> later)
        .filter(l -> l.contains(" - bpf "))
        .isPresent();
  }
}
