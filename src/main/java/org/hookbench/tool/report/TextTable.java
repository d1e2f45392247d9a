package org.hookbench.tool.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;

/** A grid as aligned columns without rules, for a terminal. */
final class TextTable {
  /** What the first column, an arm's name, may take; a longer one goes on in the next line. */
  private static final int LONGEST_NAME = 16;

  private static final int LONGEST_VALUE = 40;

  private TextTable() {}

  /** Its lines, header first, indented by one. */
  static List<String> lines(Grid grid) {
    return lines(grid, LONGEST_NAME, LONGEST_VALUE);
  }

  /**
   * The same with columns of other widths.
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
    Object[][] rows = grid.rows().stream().map(List::toArray).toArray(Object[][]::new);
    return AsciiTable.builder()
        .border(AsciiTable.NO_BORDERS)
        .lineSeparator("\n")
        .data(columns, rows)
        .asString()
        .lines()
        .filter(l -> !l.isBlank())
        .map(String::stripTrailing)
        .toList();
  }
}
