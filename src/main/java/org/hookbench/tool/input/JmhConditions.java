package org.hookbench.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Under which virtual machine, and how, JMH measured a benchmark. */
final class JmhConditions {
  private static final int LONGEST = 160;

  private JmhConditions() {}

  static Map<Condition, String> of(JsonAt benchmark) throws InputFormatException {
    Map<Condition, String> found = new EnumMap<>(Condition.class);
    put(found, Condition.JVM, join(benchmark, "vmName", "jdkVersion", "vmVersion"));
    put(found, Condition.TOOL, join(benchmark, "jmhVersion"));
    put(found, Condition.WARM_UP, join(benchmark, "warmupIterations", "warmupTime"));
    put(found, Condition.ITERATION, join(benchmark, "measurementTime"));
    put(found, Condition.BATCH_SIZE, join(benchmark, "measurementBatchSize"));
    Optional<JsonAt> arguments = benchmark.find("jvmArgs").filter(a -> a.node().isArray());
    if (arguments.isPresent()) {
      List<String> all = new ArrayList<>();
      arguments.get().node().forEach(a -> all.add(a.asText()));
      found.put(Condition.JVM_ARGUMENTS, all.isEmpty() ? "none" : cut(String.join(" ", all)));
    }
    return found;
  }

  /** The members that are there, e.g. {@code 5 10 s}. */
  private static String join(JsonAt benchmark, String... members) throws InputFormatException {
    List<String> parts = new ArrayList<>();
    for (String member : members) {
      Optional<JsonNode> value = benchmark.find(member).map(JsonAt::node);
      value.filter(JsonNode::isValueNode).ifPresent(v -> parts.add(v.asText()));
    }
    return cut(String.join(" ", parts));
  }

  private static void put(Map<Condition, String> found, Condition condition, String text) {
    if (!text.isEmpty()) {
      found.put(condition, text);
    }
  }

  /** At most so long; where more was cut, a hash of the whole tells two texts apart. */
  private static String cut(String text) {
    String plain = Excerpt.plain(text);
    return plain.length() <= LONGEST
        ? plain
        : plain.substring(0, LONGEST) + "... (" + Integer.toHexString(plain.hashCode()) + ")";
  }
}
