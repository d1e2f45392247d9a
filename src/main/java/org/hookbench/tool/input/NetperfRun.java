package org.hookbench.tool.input;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of one run of netperf, whichever way it printed them. */
final class NetperfRun {
  private record Value(int line, String token) {}

  private final InputText in;
  private final Map<NetperfMetric, Value> values = new LinkedHashMap<>();
  private String request = "";
  private String response = "";
  private String unit = "";
  private final Map<Condition, String> conditions = new EnumMap<>(Condition.class);

  NetperfRun(InputText in) {
    this.in = in;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(NetperfMetric metric) {
    return values.containsKey(metric);
  }

  void put(NetperfMetric metric, int line, String token) {
    values.put(metric, new Value(line, token));
  }

  /** What {@code THROUGHPUT} counts, as netperf names it. */
  void unit(String name) {
    unit = name;
  }

  void condition(Condition condition, String value) {
    conditions.put(condition, value);
  }

  void request(String bytes) {
    request = bytes;
  }

  void response(String bytes) {
    response = bytes;
  }

  /** The run's samples; the transaction rate once, though netperf may print it twice. */
  void complete(NetperfWorkload test, int run, Samples out) throws InputFormatException {
    String workload = test.named(request, response);
    Map<String, InputSample> byMetric = new LinkedHashMap<>();
    for (Map.Entry<NetperfMetric, Value> e : values.entrySet()) {
      NetperfMetric metric = e.getKey();
      Value value = e.getValue();
      if (metric.mayBeUnmeasured() && value.token.matches("-1(\\.0+)?")) {
        out.note(metric.label() + " is -1: netperf did not measure it, no sample");
        continue;
      }
      NetperfUnit counted =
          metric == NetperfMetric.THROUGHPUT
              ? throughputUnit(test, value, out)
              : new NetperfUnit(metric.label(), metric.unit(), BigDecimal.ONE);
      double number =
          Measure.of(in, value.line, "netperf's " + metric.label(), value.token)
              .multiply(counted.scale())
              .doubleValue();
      byMetric.putIfAbsent(
          counted.metric(),
          new InputSample(
              workload,
              counted.metric(),
              counted.unit(),
              metric.higherIsBetter(),
              number,
              in.at(value.line),
              run,
              conditions));
    }
    for (InputSample sample : byMetric.values()) {
      out.add(sample);
    }
  }

  private NetperfUnit throughputUnit(NetperfWorkload test, Value value, Samples out)
      throws InputFormatException {
    if (unit.isEmpty()) {
      String usual =
          test.defaultUnit()
              .orElseThrow(
                  () ->
                      in.refuse(
                          value.line, "expected netperf's banner or throughput_units with this"));
      out.note("throughput without units is taken as netperf's default for the test, " + usual);
      return unitOf(value, usual);
    }
    return unitOf(value, unit);
  }

  private NetperfUnit unitOf(Value value, String name) throws InputFormatException {
    Optional<NetperfUnit> found = NetperfUnit.of(name);
    return found.orElseThrow(
        () -> in.refuse(value.line, "expected a unit of netperf, got " + Excerpt.quoted(name)));
  }
}
