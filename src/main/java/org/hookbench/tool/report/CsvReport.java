package org.hookbench.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.Collection;
import java.util.List;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;

/**
 * A run as comma-separated values: a header, then a row an arm and case; quoted as RFC 4180 says,
 * lines ended by {@code \n}. Numbers are in full precision. {@link CsvColumn} says what each column
 * is.
 *
 * <p>Text that a spreadsheet would take for a formula has an apostrophe before it; a control
 * character is written as {@code \\u001b}, so a row is always one line.
 */
final class CsvReport implements ReportFormat {
  private static final String FORMULA = "=+-@";
  private static final CsvSchema SCHEMA = schema();
  private static final CsvMapper MAPPER =
      CsvMapper.csvBuilder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
  private static final ObjectWriter WRITER = MAPPER.writer(SCHEMA);

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String render(RunResults results) {
    StringBuilder out = new StringBuilder();
    try {
      out.append(MAPPER.writer(SCHEMA.withHeader()).writeValueAsString(List.of()));
      for (CaseResult c : results.cases()) {
        for (ArmResult a : c.arms()) {
          out.append(WRITER.writeValueAsString(row(new CsvColumn.Row(results, c, a))));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of plain values", e);
    }
    return out.toString();
  }

  private static Collection<Object> row(CsvColumn.Row row) {
    return CsvColumn.ALL.stream()
        .map(c -> c.value().apply(row))
        .map(v -> v instanceof String s ? text(s) : v)
        .toList();
  }

  private static String text(String raw) {
    String plain = Plain.text(raw);
    return !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0 ? "'" + plain : plain;
  }

  private static CsvSchema schema() {
    CsvSchema.Builder schema = CsvSchema.builder();
    CsvColumn.ALL.forEach(c -> schema.addColumn(c.header()));
    return schema.build().withLineSeparator("\n").withoutHeader();
  }
}
