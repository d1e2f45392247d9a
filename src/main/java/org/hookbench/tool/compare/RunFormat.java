package org.hookbench.tool.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a saved run of ours from another tool's result by its field {@code format}. */
final class RunFormat {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(1 << 20)
                  .maxDocumentLength(1 << 30)
                  .build())
          // else each name of the file is kept in a table
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private RunFormat() {}

  /** False also where there is no such file: the reader of other tools' results says so. */
  static boolean isRun(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (Reader in =
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1);
        JsonParser parser = JSON.createParser(in)) {
      return isRun(parser);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean isRun(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("format")) {
        return "hookbench-run".equals(parser.getText());
      }
      parser.skipChildren();
    }
    return false;
  }
}
