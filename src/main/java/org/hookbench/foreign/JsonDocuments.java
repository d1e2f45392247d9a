package org.hookbench.foreign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** JSON within bounds that no real result reaches: a hostile file costs neither stack nor heap. */
final class JsonDocuments {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(64)
                      .maxNumberLength(100)
                      .maxNameLength(10_000)
                      .maxStringLength(8 << 20)
                      .maxTokenCount(5_000_000)
                      .build())
              .build());

  private JsonDocuments() {}

  static List<JsonNode> parse(String file, InputStream in) throws IOException {
    try (JsonParser parser = MAPPER.createParser(in)) {
      List<JsonNode> all = new ArrayList<>();
      while (parser.nextToken() != null) {
        all.add(MAPPER.readTree(parser));
      }
      return all;
    } catch (JsonProcessingException e) {
      throw refusal(file, e);
    }
  }

  private static ForeignFormatException refusal(String file, JsonProcessingException e) {
    String said = Excerpt.plain(firstLine(e.getOriginalMessage()));
    String problem =
        e instanceof JsonEOFException
            ? "truncated JSON, expected more after this"
            : e instanceof StreamConstraintsException
                ? "JSON beyond what a tool writes: " + said
                : "expected JSON: " + said;
    JsonLocation at = e.getLocation();
    ForeignFormatException refusal =
        at == null || at.getLineNr() < 1
            ? new ForeignFormatException(file, problem)
            : new ForeignFormatException(file, at.getLineNr(), problem);
    refusal.initCause(e);
    return refusal;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
