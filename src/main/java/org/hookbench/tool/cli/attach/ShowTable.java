package org.hookbench.tool.cli.attach;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.hookbench.framework.attachment.Found;
import org.hookbench.kernel.bpf.KernelProgram;

/** What is attached as a table, at most 80 columns wide: what is longer goes on below. */
final class ShowTable {
  private static final String ABSENT = "-";

  private ShowTable() {}

  static List<String> lines(Shown shown) {
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneId.systemDefault());
    List<String> lines =
        new ArrayList<>(
            table(
                shown.found(),
                List.of(
                    text("device", 11, ShowTable::device),
                    text("hook", 12, Found::hook),
                    number("id", 8, f -> program(f, p -> Integer.toString(p.id()))),
                    text("name", 11, ShowTable::name),
                    text("owner", 11, Shown::owner),
                    text("by", 14, ShowTable::by),
                    text(
                        "loaded",
                        13,
                        f -> program(f, p -> time.format(shown.clock().at(p.loadedNanos())))))));
    List<Found> counted =
        shown.found().stream()
            .filter(f -> f.program().map(p -> p.runCount() > 0).orElse(false))
            .toList();
    if (!counted.isEmpty()) {
      lines.add("");
      lines.add("Runs while the kernel's statistics were on:");
      lines.addAll(
          table(
              counted,
              List.of(
                  text("device", 17, ShowTable::device),
                  text("hook", 13, Found::hook),
                  number("id", 12, f -> program(f, p -> Integer.toString(p.id()))),
                  number("runs", 20, f -> program(f, p -> Long.toString(p.runCount()))),
                  number("ns a run", 12, f -> program(f, ShowTable::nanosPerRun)))));
    }
    return lines;
  }

  private static String nanosPerRun(KernelProgram p) {
    return String.format(Locale.ROOT, "%.0f", (double) p.runTimeNanos() / p.runCount());
  }

  private static String device(Found f) {
    return NamespaceOption.plain(f.device());
  }

  /** A filter that has no program is called by its kind. */
  private static String name(Found f) {
    return f.program()
        .map(p -> p.name().isEmpty() ? ABSENT : p.name())
        .or(() -> f.filter().map(key -> "(" + key.kind() + ")"))
        .orElse(ABSENT);
  }

  /** The handle and priority as tc shows them, or what else attached it. */
  private static String by(Found f) {
    if (f.filter().isPresent()) {
      Found.FilterKey key = f.filter().get();
      return "0x" + Integer.toHexString(key.handle()) + "/" + key.priority();
    }
    return switch (f.by()) {
      case NETLINK -> "netlink";
      case LINK -> "link " + f.linkId().orElseThrow();
      case PROG_ATTACH -> "prog_attach";
    };
  }

  private static String program(Found f, Function<KernelProgram, String> value) {
    return f.program().map(value).orElse(ABSENT);
  }

  private static ColumnData<Found> text(String header, int width, Function<Found, String> value) {
    return column(header, width, HorizontalAlign.LEFT, value);
  }

  private static ColumnData<Found> number(String header, int width, Function<Found, String> value) {
    return column(header, width, HorizontalAlign.RIGHT, value);
  }

  private static ColumnData<Found> column(
      String header, int width, HorizontalAlign align, Function<Found, String> value) {
    return new Column()
        .header(header)
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(width)
        .with(value);
  }

  private static List<String> table(List<Found> rows, List<ColumnData<Found>> columns) {
    return AsciiTable.builder()
        .border(AsciiTable.NO_BORDERS)
        .lineSeparator("\n")
        .data(rows, columns)
        .asString()
        .lines()
        .filter(l -> !l.isBlank())
        .map(String::stripTrailing)
        .toList();
  }
}
