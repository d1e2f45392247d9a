package org.hookbench.tool.cli.machine;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.function.Function;

/** The tables of the subcommands that list something. */
final class Tables {
  private static final int WIDEST = 100;

  private Tables() {}

  static <T> void print(List<T> rows, List<ColumnData<T>> columns) {
    String table =
        AsciiTable.builder().border(AsciiTable.NO_BORDERS).data(rows, columns).asString();
    table.lines().filter(l -> !l.isBlank()).forEach(l -> System.out.println(l.stripTrailing()));
  }

  static <T> ColumnData<T> column(String header, Function<T, String> value) {
    return aligned(HorizontalAlign.LEFT, header, value);
  }

  static <T> ColumnData<T> number(String header, Function<T, String> value) {
    return aligned(HorizontalAlign.RIGHT, header, value);
  }

  private static <T> ColumnData<T> aligned(
      HorizontalAlign align, String header, Function<T, String> value) {
    return new Column()
        .header(header)
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(WIDEST)
        .with(value);
  }
}
