package org.hookbench.tool.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header that {@code -o} prints, and the rows under it. */
final class NetperfCsv {
  private static final Pattern FIELD = Pattern.compile("\\G(?:\"([^\"]*)\"|([^,]*))(,|$)");
  private static final Pattern NUMBERS = Pattern.compile("-?\\d[-\\d.,]*");
  private static final Pattern NUMBER_LIKE = Pattern.compile("-?(\\d.*|nan|inf)");

  private final int line;
  private final List<String> columns;

  private NetperfCsv(int line, List<String> columns) {
    this.line = line;
    this.columns = columns;
  }

  static Optional<NetperfCsv> ofHeader(int line, String text) {
    List<String> columns = fields(text.strip());
    return columns.stream().anyMatch(c -> NetperfMetric.ofColumn(c).isPresent())
        ? Optional.of(new NetperfCsv(line, columns))
        : Optional.empty();
  }

  /** Where the header stands. */
  int line() {
    return line;
  }

  /** Whether a line is a row, sound or not; what a shell or a user prints between is none. */
  boolean isRow(String text) {
    List<String> fields = fields(text.strip());
    if (fields.size() != columns.size()) {
      return NUMBERS.matcher(text.strip()).matches();
    }
    for (int i = 0; i < fields.size(); i++) {
      if (NetperfMetric.ofColumn(columns.get(i)).isPresent()
          && !NUMBER_LIKE.matcher(fields.get(i)).matches()) {
        return false;
      }
    }
    return true;
  }

  NetperfRun row(InputText in, int number, String text) throws InputFormatException {
    List<String> fields = fields(text.strip());
    if (fields.size() != columns.size()) {
      throw in.refuse(
          number,
          "expected "
              + columns.size()
              + " values with a decimal point under the header of line "
              + line
              + ", got "
              + Excerpt.quoted(text)
              + " (another locale's decimal comma?)");
    }
    NetperfRun run = new NetperfRun(in);
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      switch (columns.get(i)) {
        case "Throughput Units" -> run.unit(field);
        case "Request Size Bytes" -> run.request(Excerpt.plain(field));
        case "Response Size Bytes" -> run.response(Excerpt.plain(field));
        default -> NetperfMetric.ofColumn(columns.get(i)).ifPresent(m -> run.put(m, number, field));
      }
    }
    return run;
  }

  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    for (Matcher m = FIELD.matcher(text); m.find(); ) {
      fields.add(m.group(1) != null ? m.group(1) : m.group(2));
      if (m.group(3).isEmpty()) {
        break;
      }
    }
    return fields;
  }
}
