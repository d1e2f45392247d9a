package org.hookbench.framework.runfile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * The file's line breaks: a field a line, except in an object or array that the writer calls
 * compact, which is one line whatever its length.
 */
final class Layout implements PrettyPrinter {
  private int depth;
  private boolean compact;

  /** Call with true right after the start of a compact value, with false right after its end. */
  void compact(boolean on) {
    compact = on;
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator g) throws IOException {
    g.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator g) throws IOException {
    depth++;
    g.writeRaw('{');
  }

  @Override
  public void writeStartArray(JsonGenerator g) throws IOException {
    depth++;
    g.writeRaw('[');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator g) throws IOException {
    line(g);
  }

  @Override
  public void beforeArrayValues(JsonGenerator g) throws IOException {
    line(g);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator g) throws IOException {
    g.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
    g.writeRaw(compact ? ", " : ",");
    line(g);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
    g.writeRaw(',');
    line(g);
  }

  @Override
  public void writeEndObject(JsonGenerator g, int entries) throws IOException {
    end(g, entries, '}');
  }

  @Override
  public void writeEndArray(JsonGenerator g, int values) throws IOException {
    end(g, values, ']');
  }

  private void end(JsonGenerator g, int entries, char bracket) throws IOException {
    depth--;
    if (entries > 0) {
      line(g);
    }
    g.writeRaw(bracket);
  }

  private void line(JsonGenerator g) throws IOException {
    if (!compact) {
      g.writeRaw('\n');
      for (int i = 0; i < depth; i++) {
        g.writeRaw("  ");
      }
    }
  }
}
