package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A grid as the HTML report's table template takes it. */
final class HtmlTable {
  /** Columns of answers, coloured by what they say. */
  private static final Set<String> HAS_STYLE = Set.of("answer", "verdict");

  /** A number with its interval. */
  private static final Pattern FIGURES = Pattern.compile("[+-][\\d.,e+-]+ \\[.*]");

  /** A name that every screen has room for. */
  private static final int SHORT = 16;

  private HtmlTable() {}

  /** Numbers with each interval's ends kept on one line. */
  static String unbroken(String numbers) {
    return numbers
        .replace(", ", ",\u00a0")
        .replace(" [", "\u00a0[")
        .replace(" \u00b1 ", "\u00a0\u00b1\u00a0");
  }

  /**
   * A name in the pieces between which a narrow screen may break it; the template puts a {@code
   * wbr} between them.
   */
  static List<String> breakable(String name) {
    return name.length() <= SHORT ? List.of(name) : List.of(name.split("(?<=[/:;,=@+~])"));
  }

  static Map<String, Object> of(String caption, Grid grid) {
    return of(caption, grid, Collections.nCopies(grid.rows().size(), ""));
  }

  /**
   * A table with a column of answers.
   *
   * @param styles the style sheet's name for each row's answer
   */
  static Map<String, Object> of(String caption, Grid grid, List<String> styles) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int r = 0; r < grid.rows().size(); r++) {
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int i = 0; i < grid.heads().size(); i++) {
        Grid.Head head = grid.heads().get(i);
        String text = grid.rows().get(r).get(i);
        cells.add(
            Map.of(
                "text",
                head.number() || FIGURES.matcher(text).matches()
                    ? List.of(unbroken(text))
                    : breakable(text),
                "number",
                head.number(),
                "first",
                i == 0,
                "style",
                HAS_STYLE.contains(head.header()) ? styles.get(r) : ""));
      }
      rows.add(Map.of("cells", cells));
    }
    List<Map<String, Object>> heads =
        grid.heads().stream()
            .map(h -> Map.<String, Object>of("text", h.header(), "number", h.number()))
            .toList();
    return Map.of("caption", caption, "heads", heads, "rows", rows);
  }
}
