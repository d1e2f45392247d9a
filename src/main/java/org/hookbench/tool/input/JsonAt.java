package org.hookbench.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A JSON value that knows its path, so that a refusal and a sample's source can name it. A member
 * that is read must stand in its object once; what is not read may be there as often as it likes
 * (iperf3 repeats {@code sock_bufsize} in a sound file).
 *
 * @param path e.g. {@code $[0].primaryMetric.rawData[1][2]}
 */
record JsonAt(InputText in, String path, JsonNode node) {
  /** A member that must be there. */
  JsonAt get(String name) throws InputFormatException {
    return find(name).orElseThrow(() -> refuse("expected a member '" + name + "'"));
  }

  Optional<JsonAt> find(String name) throws InputFormatException {
    List<JsonAt> all = all(name);
    if (all.size() > 1) {
      throw refuse(
          "'" + Excerpt.plain(name) + "' stands here " + all.size() + " times, expected it once");
    }
    return all.stream().findFirst();
  }

  /** All values of a key, in the order of the file. */
  List<JsonAt> all(String name) {
    List<JsonAt> all = new ArrayList<>();
    for (JsonNode value : in.values(node, name)) {
      String nth = all.isEmpty() ? "" : " (" + (all.size() + 1) + ")";
      all.add(new JsonAt(in, path + "." + Excerpt.plain(name) + nth, value));
    }
    return all;
  }

  List<JsonAt> elements() throws InputFormatException {
    if (!node.isArray()) {
      throw refuse("expected an array");
    }
    List<JsonAt> all = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      all.add(new JsonAt(in, path + "[" + i + "]", node.get(i)));
    }
    return all;
  }

  String text() throws InputFormatException {
    if (!node.isTextual()) {
      throw refuse("expected text");
    }
    return Excerpt.plain(node.textValue());
  }

  /** A finite number that is not negative. */
  double measure() throws InputFormatException {
    if (!node.isNumber()) {
      throw refuse("expected a number, got " + Excerpt.quoted(node.asText(node.toString())));
    }
    double value = node.doubleValue();
    if (!Double.isFinite(value) || value < 0) {
      throw refuse("expected a number >= 0 within range, got " + Excerpt.quoted(node.asText()));
    }
    return value;
  }

  /** A member's number, negative or not; empty where there is none. */
  OptionalDouble number(String name) throws InputFormatException {
    Optional<JsonAt> member = find(name).filter(m -> m.node.isNumber());
    return member.isPresent()
        ? OptionalDouble.of(member.get().node.doubleValue())
        : OptionalDouble.empty();
  }

  /** The place, as {@link InputSample#source()} names it. */
  String source() {
    return Excerpt.plain(in.file()) + ": " + path;
  }

  InputFormatException refuse(String problem) {
    return in.refuse(path + ": " + problem);
  }
}
