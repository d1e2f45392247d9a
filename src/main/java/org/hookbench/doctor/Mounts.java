package org.hookbench.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mounted file systems of this process. Source: /proc/self/mountinfo in proc(5). */
final class Mounts {
  private static final String FILE = "proc/self/mountinfo";
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private final List<Mount> all;

  private Mounts(List<Mount> all) {
    this.all = all;
  }

  /**
   * A mount.
   *
   * @param point where
   * @param type of the file system, e.g. {@code cgroup2}
   * @param options of the mount, e.g. {@code noexec}
   */
  record Mount(Path point, String type, List<String> options) {}

  static Mounts of(MachineFiles files) {
    List<Mount> all = new ArrayList<>();
    for (String line : files.text(FILE).lines().toList()) {
      // a number of optional fields stands before the lone hyphen
      String[] halves = line.split(" - ", 2);
      String[] fields = halves[0].split(" ");
      if (halves.length == 2 && fields.length >= 6) {
        all.add(
            new Mount(
                Path.of(unescape(fields[4])),
                halves[1].split(" ")[0],
                Arrays.asList(fields[5].split(","))));
      }
    }
    return new Mounts(all);
  }

  /** The first of a type. */
  Optional<Mount> ofType(String type) {
    return all.stream().filter(m -> m.type().equals(type)).findFirst();
  }

  /** The one that a path lies in; of two on one point the later hides the earlier. */
  Optional<Mount> holding(Path path) {
    return all.stream()
        .filter(m -> path.startsWith(m.point()))
        .reduce(
            (a, b) ->
                Comparator.<Mount>comparingInt(m -> m.point().getNameCount()).compare(a, b) > 0
                    ? a
                    : b);
  }

  /** Blanks and their like are written as octal numbers. */
  private static String unescape(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(
            m ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(m.group(1), 8))));
  }
}
