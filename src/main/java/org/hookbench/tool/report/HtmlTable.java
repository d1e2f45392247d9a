package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A grid as the HTML report's table template takes it. */
final class HtmlTable {
  private HtmlTable() {}

  /** Numbers with each interval's ends kept on one line. */
  static String unbroken(String numbers) {
    return numbers.replace(", ", ",\u00a0");
  }

  static Map<String, Object> of(String caption, Grid grid) {
    return of(caption, grid, Collections.nCopies(grid.rows().size(), ""));
  }

  /**
   * A table with a column of verdicts.
   *
   * @param styles the style sheet's name for each row's verdict
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
                head.number() ? unbroken(text) : text,
                "number",
                head.number(),
                "first",
                i == 0,
                "style",
                head.header().equals("verdict") ? styles.get(r) : ""));
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
