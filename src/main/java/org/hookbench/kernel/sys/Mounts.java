package org.hookbench.kernel.sys;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mounted file systems of a process. Source: /proc/PID/mountinfo in proc(5). */
public final class Mounts {
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final int ROOT = 3;
  private static final int POINT = 4;
  private static final int OPTIONS = 5;
  private static final int FIELDS = 6;
  private static final String CGROUP2 = "cgroup2";

  private final List<Mount> all;

  private Mounts(List<Mount> all) {
    this.all = all;
  }

  /**
   * A mount.
   *
   * @param root which folder of the file system is seen at the mount point, e.g. {@code /}
   * @param point where
   * @param type of the file system, e.g. {@code cgroup2}
   * @param options of the mount, e.g. {@code noexec}
   */
  public record Mount(Path root, Path point, String type, List<String> options) {}

  /** Reads the text of a mountinfo file. */
  public static Mounts parse(String mountinfo) {
    List<Mount> all = new ArrayList<>();
    for (String line : mountinfo.lines().toList()) {
      // a number of optional fields stands before the lone hyphen
      String[] halves = line.split(" - ", 2);
      String[] fields = halves[0].split(" ");
      if (halves.length == 2 && fields.length >= FIELDS) {
        try {
          all.add(
              new Mount(
                  Path.of(unescape(fields[ROOT])),
                  Path.of(unescape(fields[POINT])),
                  halves[1].split(" ")[0],
                  Arrays.asList(fields[OPTIONS].split(","))));
        } catch (InvalidPathException e) {
          // a name that this JVM's locale has no characters for: it could not open it either
          continue;
        }
      }
    }
    return new Mounts(all);
  }

  /** The first of a type. */
  public Optional<Mount> ofType(String type) {
    return all.stream().filter(m -> m.type().equals(type)).findFirst();
  }

  /** The one that a path lies in; of two on one point the later hides the earlier. */
  public Optional<Mount> holding(Path path) {
    return all.stream()
        .filter(m -> path.startsWith(m.point()))
        .reduce(
            (a, b) ->
                Comparator.<Mount>comparingInt(m -> m.point().getNameCount()).compare(a, b) > 0
                    ? a
                    : b);
  }

  /**
   * The folders that show a cgroup, the likeliest first: a mount may show only a part of the
   * hierarchy, be read-only, or be hidden by a later mount.
   *
   * @param path of the cgroup in the hierarchy, as {@code /proc/PID/cgroup} gives it
   */
  public List<Path> foldersOfCgroup(Path path) {
    return all.stream()
        .filter(m -> m.type().equals(CGROUP2) && path.startsWith(m.root()))
        .filter(m -> holding(m.point()).filter(m::equals).isPresent())
        .sorted(
            Comparator.<Mount>comparingInt(m -> m.options().contains("ro") ? 1 : 0)
                // the mounts of containers and chroots lie deeper than the machine's own
                .thenComparingInt(m -> m.point().getNameCount()))
        .flatMap(m -> below(m.root(), path).map(m.point()::resolve).stream())
        .distinct()
        .toList();
  }

  /** The rest of a path below a folder; nothing where it is outside of a cgroup namespace. */
  private static Optional<Path> below(Path folder, Path path) {
    int names = folder.getNameCount();
    if (path.getNameCount() == names) {
      return Optional.of(Path.of(""));
    }
    Path rest = path.subpath(names, path.getNameCount());
    return rest.startsWith("..") ? Optional.empty() : Optional.of(rest);
  }

  /** Blanks and their like are written as octal numbers. */
  private static String unescape(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(
            m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 8))));
  }
}
