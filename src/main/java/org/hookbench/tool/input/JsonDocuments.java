package org.hookbench.tool.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON documents, one after the other, with every value of a key that stands in an object more than
 * once: iperf 3.7 to 3.10 write the sums of {@code --bidir} so. Within bounds that no real result
 * reaches: a hostile file costs neither stack nor heap.
 */
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

  private final List<JsonNode> documents = new ArrayList<>();
  private final Map<JsonNode, Map<String, List<JsonNode>>> repeated = new IdentityHashMap<>();

  private JsonDocuments() {}

  static JsonDocuments parse(String file, InputStream in) throws IOException {
    JsonDocuments all = new JsonDocuments();
    try (JsonParser parser = MAPPER.createParser(in)) {
      while (parser.nextToken() != null) {
        all.documents.add(all.value(parser));
      }
      return all;
    } catch (JsonProcessingException e) {
      throw refusal(file, e);
    }
  }

  List<JsonNode> documents() {
    return documents;
  }

  /** All values of a key of an object, in the order of the file; empty where there is none. */
  List<JsonNode> values(JsonNode object, String key) {
    List<JsonNode> several = repeated.getOrDefault(object, Map.of()).get(key);
    if (several != null) {
      return several;
    }
    JsonNode single = object.get(key);
    return single == null ? List.of() : List.of(single);
  }

  private JsonNode value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      ObjectNode object = MAPPER.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        JsonNode value = value(parser);
        JsonNode before = object.replace(key, value);
        if (before != null) {
          repeated
              .computeIfAbsent(object, o -> new LinkedHashMap<>())
              .computeIfAbsent(key, k -> new ArrayList<>(List.of(before)))
              .add(value);
        }
      }
      return object;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode array = MAPPER.createArrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value(parser));
      }
      return array;
    }
    return MAPPER.readTree(parser);
  }

  private static InputFormatException refusal(String file, JsonProcessingException e) {
    String said = Excerpt.plain(firstLine(e.getOriginalMessage()));
    String problem =
        e instanceof JsonEOFException
            ? "truncated JSON, expected more after this"
            : e instanceof StreamConstraintsException
                ? "JSON beyond what a tool writes: " + said
                : "expected JSON: " + said;
    JsonLocation at = e.getLocation();
    InputFormatException refusal =
        at == null || at.getLineNr() < 1
            ? new InputFormatException(file, problem)
            : new InputFormatException(file, at.getLineNr(), problem);
    refusal.initCause(e);
    return refusal;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
