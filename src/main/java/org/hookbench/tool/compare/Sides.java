package org.hookbench.tool.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Gives sides short names: what the names of their files begin with, else base, new 1, new 2. */
public final class Sides {
  private static final int LONGEST = 16;
  private static final Pattern END = Pattern.compile("[-_. ].+");

  private Sides() {}

  /**
   * Labels the sides.
   *
   * @param files a list a side, none empty; the first is the base
   */
  public static List<Side> of(List<List<Path>> files) {
    List<String> labels = new ArrayList<>();
    for (List<Path> side : files) {
      labels.add(common(side));
    }
    labels = withoutCommonEnd(labels);
    boolean usable =
        new HashSet<>(labels).size() == labels.size()
            && labels.stream().noneMatch(l -> l.isEmpty() || l.length() > LONGEST);
    List<Side> sides = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      sides.add(new Side(usable ? labels.get(i) : plain(i, files.size()), files.get(i)));
    }
    return List.copyOf(sides);
  }

  private static String plain(int index, int sides) {
    if (index == 0) {
      return "base";
    }
    return sides == 2 ? "new" : "new " + index;
  }

  /** {@code none} of {@code none-iperf3.txt} and {@code none-netperf.txt}. */
  private static String common(List<Path> files) {
    List<String> stems =
        files.stream()
            .map(f -> f.getFileName() == null ? "" : f.getFileName().toString())
            .map(name -> name.replaceFirst("(?<=.)\\.(txt|json|log|out)$", ""))
            .toList();
    String prefix = stems.get(0);
    for (String stem : stems) {
      while (!stem.startsWith(prefix)) {
        prefix = prefix.substring(0, prefix.length() - 1);
      }
    }
    return prefix.replaceFirst("[-_. ]+$", "");
  }

  /** {@code none} and {@code tc} of {@code none-iperf3} and {@code tc-iperf3}. */
  private static List<String> withoutCommonEnd(List<String> labels) {
    String first = labels.get(0);
    for (int i = 1; i < first.length(); i++) {
      String end = first.substring(i);
      boolean common =
          END.matcher(end).matches()
              && labels.stream().allMatch(l -> l.endsWith(end) && l.length() > end.length());
      if (common) {
        return labels.stream().map(l -> l.substring(0, l.length() - end.length())).toList();
      }
    }
    return labels;
  }
}
