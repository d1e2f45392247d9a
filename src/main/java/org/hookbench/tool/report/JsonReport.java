package org.hookbench.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hookbench.framework.analysis.RunResults;

/**
 * A run's results as one JSON object; {@link JsonDocument} makes it. Every key is always there,
 * with null where there is nothing to say; numbers are in full precision. This is the analysis, not
 * the data: the saved run holds the slices.
 */
final class JsonReport implements ReportFormat {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      new ObjectMapper().writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT));

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String render(RunResults results) {
    return text(JsonDocument.of(results));
  }

  /** A tree as every JSON document of ours is laid out, with a newline at its end. */
  static String text(ObjectNode tree) {
    try {
      return WRITER.writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }
}
