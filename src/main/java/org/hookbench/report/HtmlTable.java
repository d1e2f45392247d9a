package org.hookbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hookbench.analysis.CaseResult;

/** A grid, with a row an arm of a case, as the HTML report's table template takes it. */
final class HtmlTable {
  private HtmlTable() {}

  static Map<String, Object> of(String caption, Grid grid, CaseResult c) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int r = 0; r < grid.rows().size(); r++) {
      String style = Verdicts.styleName(c.arms().get(r));
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int i = 0; i < grid.heads().size(); i++) {
        cells.add(
            Map.of(
                "text",
                grid.rows().get(r).get(i),
                "number",
                grid.heads().get(i).number(),
                "first",
                i == 0,
                "style",
                grid.heads().get(i).header().equals("verdict") ? style : ""));
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
