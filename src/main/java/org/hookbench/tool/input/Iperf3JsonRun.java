package org.hookbench.tool.input;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One run of iperf3 in JSON.
 *
 * @param at where it stands
 * @param start how it was run
 * @param end its sums
 */
record Iperf3JsonRun(JsonAt at, JsonAt start, JsonAt end) {
  private static final List<String> SUMS = List.of("sum", "sum_sent", "sum_received");
  private static final String REVERSE_SUMS = "_bidir_reverse";

  /**
   * The run of a whole document.
   *
   * @throws InputFormatException where iperf3 reports an error
   */
  static Iperf3JsonRun of(JsonAt document) throws InputFormatException {
    Optional<JsonAt> error = document.find("error");
    if (error.isPresent()) {
      throw failed(document, error.get());
    }
    return new Iperf3JsonRun(document, document.get("start"), document.get("end"));
  }

  static InputFormatException failed(JsonAt at, JsonAt error) throws InputFormatException {
    return at.refuse("iperf3 reports: " + Excerpt.quoted(error.text()));
  }

  void read(int run, Samples out) throws InputFormatException {
    if (start.find("accepted_connection").isPresent()) {
      throw at.refuse("the output of an iperf3 server, expected its client's");
    }
    JsonAt test = start.get("test_start");
    Map<Condition, String> conditions = conditions(test);
    if (isWrittenTwice()) {
      // iperf 3.7 to 3.10 with --bidir: first what the client sends, then what the server does
      direction(test, "", 0, Iperf3Workload.BIDIR_SENT, run, conditions, out);
      direction(test, "", 1, Iperf3Workload.BIDIR_RECEIVED, run, conditions, out);
    } else if (end.find("sum_received" + REVERSE_SUMS).isPresent()) {
      direction(test, "", 0, Iperf3Workload.BIDIR_SENT, run, conditions, out);
      direction(test, REVERSE_SUMS, 0, Iperf3Workload.BIDIR_RECEIVED, run, conditions, out);
    } else {
      boolean reverse = test.get("reverse").measure() != 0;
      direction(test, "", 0, reverse ? Iperf3Workload.REVERSE : "", run, conditions, out);
    }
  }

  /** Whether each sum stands there for two directions. */
  private boolean isWrittenTwice() throws InputFormatException {
    int most = SUMS.stream().mapToInt(s -> end.all(s).size()).max().orElse(0);
    for (String sum : SUMS) {
      int times = end.all(sum).size();
      if (times > 2 || (most == 2 && times == 1)) {
        throw end.refuse(
            "'" + sum + "' stands here " + times + " times, expected it once, or twice as --bidir");
      }
    }
    return most == 2;
  }

  private void direction(
      JsonAt test,
      String suffix,
      int nth,
      String direction,
      int run,
      Map<Condition, String> conditions,
      Samples out)
      throws InputFormatException {
    String workload =
        Iperf3Workload.name(
            test.get("protocol").text(), (int) test.get("num_streams").measure(), direction);
    Iperf3Values values = new Iperf3Values(out, workload, run, conditions);
    Optional<JsonAt> sent = sum("sum_sent" + suffix, nth);
    JsonAt total = received(suffix, nth, sent, out);
    add(values, Iperf3Metric.GOODPUT, total.get("bits_per_second"));
    add(values, Iperf3Metric.TRANSFER, total.get("bytes"));
    if (sent.isPresent()) {
      add(values, Iperf3Metric.BITRATE, sent.get().get("bits_per_second"));
      addIfThere(values, Iperf3Metric.RETRANSMITS, sent.get(), "retransmits");
    }
    if (total.find("jitter_ms").isPresent()) {
      addIfThere(values, Iperf3Metric.JITTER, total, "jitter_ms");
      JsonAt lost = total.get("lost_packets");
      values.addLost(
          total.number("lost_packets").orElse(Double.NaN),
          total.number("packets").orElse(Double.NaN),
          lost.source());
    }
  }

  private Optional<JsonAt> sum(String name, int nth) {
    List<JsonAt> all = end.all(name);
    return nth < all.size() ? Optional.of(all.get(nth)) : Optional.empty();
  }

  /** The receiver's sum; of iperf 3.1's UDP the only sum there is, which is the sender's. */
  private JsonAt received(String suffix, int nth, Optional<JsonAt> sent, Samples out)
      throws InputFormatException {
    Optional<JsonAt> received = sum("sum_received" + suffix, nth);
    if (received.isPresent()) {
      return received.get();
    }
    out.note("a run has no receiver's sum: its goodput is the sender's bitrate");
    Optional<JsonAt> only = sent.isPresent() ? sent : sum("sum" + suffix, nth);
    return only.orElseThrow(() -> end.refuse("expected a member 'sum" + suffix + "'"));
  }

  private static void add(Iperf3Values values, Iperf3Metric metric, JsonAt value)
      throws InputFormatException {
    values.add(metric, value.measure(), value.source());
  }

  private static void addIfThere(
      Iperf3Values values, Iperf3Metric metric, JsonAt sum, String member)
      throws InputFormatException {
    Optional<JsonAt> value = sum.find(member);
    if (value.isPresent()) {
      values.addIfKnown(metric, sum.number(member).orElse(Double.NaN), value.get().source());
    }
  }

  private Map<Condition, String> conditions(JsonAt test) throws InputFormatException {
    Map<Condition, String> found = new EnumMap<>(Condition.class);
    double bytes = test.number("bytes").orElse(0);
    double blocks = test.number("blocks").orElse(0);
    if (bytes > 0 || blocks > 0) {
      found.put(Condition.AMOUNT, bytes > 0 ? plain(bytes) + " bytes" : plain(blocks) + " blocks");
    } else {
      put(found, Condition.DURATION, test.number("duration"), " s");
    }
    put(found, Condition.BLOCK_SIZE, test.number("blksize"), " bytes");
    put(found, Condition.OMITTED, test.number("omit"), " s");
    OptionalDouble target = test.number("target_bitrate");
    if (target.isEmpty()) {
      target = start.number("target_bitrate");
    }
    if (target.isPresent()) {
      double rate = target.getAsDouble();
      found.put(Condition.TARGET_BITRATE, rate == 0 ? "unlimited" : plain(rate) + " bit/s");
    }
    text(found, Condition.CONGESTION, end, "sender_tcp_congestion");
    text(found, Condition.TOOL, start, "version");
    return found;
  }

  private static void put(
      Map<Condition, String> found, Condition condition, OptionalDouble value, String unit) {
    if (value.isPresent()) {
      found.put(condition, plain(value.getAsDouble()) + unit);
    }
  }

  private static void text(
      Map<Condition, String> found, Condition condition, JsonAt object, String member)
      throws InputFormatException {
    Optional<JsonAt> value = object.find(member).filter(v -> v.node().isTextual());
    if (value.isPresent()) {
      found.put(condition, value.get().text());
    }
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.3f", value);
  }
}
