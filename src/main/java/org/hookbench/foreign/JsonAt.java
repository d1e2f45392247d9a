package org.hookbench.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON value that knows its path, so that a refusal and a sample's source can name it.
 *
 * @param path e.g. {@code $[0].primaryMetric.rawData[1][2]}
 */
record JsonAt(ForeignInput in, String path, JsonNode node) {
  /** A member that must be there. */
  JsonAt get(String name) throws ForeignFormatException {
    return find(name).orElseThrow(() -> refuse("expected a member '" + name + "'"));
  }

  Optional<JsonAt> find(String name) {
    JsonNode member = node.get(name);
    return Optional.ofNullable(member)
        .map(m -> new JsonAt(in, path + "." + Excerpt.plain(name), m));
  }

  List<JsonAt> elements() throws ForeignFormatException {
    if (!node.isArray()) {
      throw refuse("expected an array");
    }
    List<JsonAt> all = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      all.add(new JsonAt(in, path + "[" + i + "]", node.get(i)));
    }
    return all;
  }

  String text() throws ForeignFormatException {
    if (!node.isTextual()) {
      throw refuse("expected text");
    }
    return Excerpt.plain(node.textValue());
  }

  /** A finite number that is not negative. */
  double measure() throws ForeignFormatException {
    if (!node.isNumber()) {
      throw refuse("expected a number, got " + Excerpt.quoted(node.asText(node.toString())));
    }
    double value = node.doubleValue();
    if (!Double.isFinite(value) || value < 0) {
      throw refuse("expected a number >= 0 within range, got " + Excerpt.quoted(node.asText()));
    }
    return value;
  }

  /** The place, as {@link ForeignSample#source()} names it. */
  String source() {
    return Excerpt.plain(in.file()) + ": " + path;
  }

  ForeignFormatException refuse(String problem) {
    return in.refuse(path + ": " + problem);
  }
}
