package org.hookbench.framework.iperf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.hookbench.framework.iperf.IperfException.Reason;

/** The three JSON documents of a test. Source: {@code iperf_api.c}. */
final class Messages {
  /** Of a number that iperf3 does not know; it prints -1 as an unsigned integer of 64 bits. */
  private static final double UNKNOWN = 9e18;

  private static final int LONGEST_ALGORITHM = 64;
  private static final int PACING_MICROS = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(40)
                          .maxStringLength(Control.LARGEST_JSON)
                          .maxNameLength(1000)
                          .maxDocumentLength(Control.LARGEST_JSON)
                          .build())
                  // else names that the server makes up stay in a table
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Messages() {}

  /** What the client asks for. */
  static String parameters(IperfOptions options, Optional<String> token) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put(options.protocol().parameter(), true);
    json.put("omit", 0);
    json.put("time", options.seconds());
    json.put("num", 0);
    json.put("blockcount", 0);
    json.put("parallel", options.flows());
    if (options.reverse()) {
      // for old servers the name alone means yes
      json.put("reverse", true);
    }
    json.put("len", options.blockBytes());
    if (options.bitsPerSecond() > 0) {
      json.put("bandwidth", options.bitsPerSecond());
    }
    json.put("pacing_timer", PACING_MICROS);
    if (options.protocol() == Protocol.UDP && options.counters64()) {
      json.put("udp_counters_64bit", 1);
    }
    token.ifPresent(t -> json.put("authtoken", t));
    json.put("client_version", "HookBench");
    return json.toString();
  }

  /** What the client has counted. */
  static String results(IperfOptions options, List<FlowTotals> flows, double seconds) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("cpu_util_total", 0);
    json.put("cpu_util_user", 0);
    json.put("cpu_util_system", 0);
    json.put("sender_has_retransmits", options.reverse() ? -1 : 0);
    ArrayNode streams = json.putArray("streams");
    for (int i = 0; i < flows.size(); i++) {
      FlowTotals flow = flows.get(i);
      ObjectNode stream = streams.addObject();
      stream.put("id", id(i));
      stream.put("bytes", flow.bytes());
      stream.put("retransmits", -1);
      stream.put("jitter", flow.jitterSeconds());
      stream.put("errors", flow.lost());
      stream.put("omitted_errors", 0);
      stream.put("packets", flow.packets());
      stream.put("omitted_packets", 0);
      stream.put("start_time", 0);
      stream.put("end_time", seconds);
    }
    return json.toString();
  }

  /** iperf3 has no flow 2. */
  private static int id(int flow) {
    return flow == 0 ? 1 : flow + 2;
  }

  /**
   * What the server has counted.
   *
   * @param server what messages call it
   * @param options of the test
   * @param drained bytes of each flow that were thrown away
   */
  static IperfResults read(String server, String text, IperfOptions options, long[] drained)
      throws IperfException {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IperfException(Reason.NOT_IPERF3, server + " sent results that are not JSON", e);
    }
    List<IperfResults.Flow> flows = new ArrayList<>();
    for (int i = 0; i < drained.length; i++) {
      flows.add(flow(stream(server, json, id(i)), options, drained[i]));
    }
    JsonNode algorithm = json.path("congestion_used");
    return new IperfResults(
        flows,
        json.path("cpu_util_total").asDouble(Double.NaN),
        json.path("cpu_util_user").asDouble(Double.NaN),
        json.path("cpu_util_system").asDouble(Double.NaN),
        Optional.of(algorithm.asText())
            .filter(
                name ->
                    algorithm.isTextual() && name.matches("[\\w-]{1," + LONGEST_ALGORITHM + "}")),
        text);
  }

  private static JsonNode stream(String server, JsonNode json, int id) throws IperfException {
    for (JsonNode stream : json.path("streams")) {
      if (stream.path("id").asInt() == id && known(stream.path("bytes"))) {
        return stream;
      }
    }
    throw new IperfException(
        Reason.NOT_IPERF3, server + " sent results without the bytes of flow " + id);
  }

  private static IperfResults.Flow flow(JsonNode stream, IperfOptions options, long drained) {
    long bytes = stream.path("bytes").asLong();
    JsonNode retransmits = stream.path("retransmits");
    double seconds = stream.path("end_time").asDouble() - stream.path("start_time").asDouble();
    // a server that sends repeats what this end told it, old ones even as their own packets
    boolean received = !options.reverse();
    return new IperfResults.Flow(
        bytes,
        known(retransmits) ? OptionalLong.of(retransmits.asLong()) : OptionalLong.empty(),
        received ? stream.path("jitter").asDouble() : 0,
        received ? stream.path("errors").asLong() : 0,
        received || options.protocol() == Protocol.TCP
            ? stream.path("packets").asLong()
            : bytes / options.blockBytes(),
        stream.path("end_time").isNumber() ? OptionalDouble.of(seconds) : OptionalDouble.empty(),
        drained);
  }

  private static boolean known(JsonNode number) {
    return number.isNumber() && number.asDouble() >= 0 && number.asDouble() < UNKNOWN;
  }
}
