package org.hookbench.tool.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;

/** A grid as aligned columns without rules, for a terminal. */
final class TextTable {
  /** What the first column, an arm's name, may take; a longer one goes on in the next line. */
  private static final int LONGEST_NAME = 16;

  private static final int LONGEST_VALUE = 40;

  /** Stands for a name that is above its row; a character of no alphabet. */
  private static final String ABOVE = "\ue000";

  private TextTable() {}

  /** Its lines, header first, indented by one. */
  static List<String> lines(Grid grid) {
    return lines(grid, LONGEST_NAME, LONGEST_VALUE);
  }

  /**
   * The same with columns of other widths. A name that is longer than the first column may be
   * stands on a line of its own, above its row.
   *
   * @param widest what each may take; the last one is for all behind it too
   */
  static List<String> lines(Grid grid, int... widest) {
    Column[] columns = new Column[grid.heads().size()];
    for (int i = 0; i < columns.length; i++) {
      Grid.Head head = grid.heads().get(i);
      HorizontalAlign align = head.number() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
      columns[i] =
          new Column()
              .header(head.header())
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(widest[Math.min(i, widest.length - 1)]);
    }
    // with the blanks on both sides of it
    int longest = widest[0] - 2;
    List<String> above = new ArrayList<>();
    Object[][] rows = new Object[grid.rows().size()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = grid.rows().get(r).toArray();
      String name = grid.rows().get(r).get(0);
      if (name.length() > longest) {
        above.add(name);
        rows[r][0] = ABOVE;
      }
    }
    List<String> lines = new ArrayList<>();
    AsciiTable.builder()
        .border(AsciiTable.NO_BORDERS)
        .lineSeparator("\n")
        .data(columns, rows)
        .asString()
        .lines()
        .filter(l -> !l.isBlank())
        .forEach(
            l -> {
              if (l.contains(ABOVE)) {
                lines.addAll(name(above.remove(0)));
              }
              lines.add(l.replace(ABOVE, " ").stripTrailing());
            });
    return lines;
  }

  /** A long name, indented as in its column. */
  private static List<String> name(String text) {
    String indent = " ".repeat(1 + text.length() - text.stripLeading().length());
    return Wrap.at(TextReport.WIDTH, indent, text.strip()).lines().toList();
  }
}
