package org.hookbench.tool.input;

import static org.hookbench.tool.input.Recorded.path;
import static org.hookbench.tool.input.Recorded.read;
import static org.hookbench.tool.input.Recorded.refused;
import static org.hookbench.tool.input.Recorded.text;
import static org.hookbench.tool.input.Recorded.values;
import static org.hookbench.tool.input.Recorded.workloads;
import static org.hookbench.tool.input.Recorded.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Iperf3JsonTest {
  @TempDir Path folder;

  @Test
  void oneTcpDocumentIsFourSamplesWithTheirPaths() throws IOException {
    String file = path("iperf3/tcp.json") + ": $.end.";
    assertEquals(
        List.of(
            Recorded.sample(
                "iperf3 TCP",
                "goodput",
                "bits/s",
                true,
                16557031273.205545,
                file + "sum_received.bits_per_second",
                0),
            Recorded.sample(
                "iperf3 TCP",
                "transfer",
                "bytes",
                true,
                2070806528,
                file + "sum_received.bytes",
                0),
            Recorded.sample(
                "iperf3 TCP",
                "bitrate",
                "bits/s",
                true,
                16558702751.11248,
                file + "sum_sent.bits_per_second",
                0),
            Recorded.sample(
                "iperf3 TCP",
                "retransmits",
                "segments",
                false,
                1483,
                file + "sum_sent.retransmits",
                0)),
        Recorded.bare(read("iperf3/tcp.json")));
  }

  @Test
  void concatenatedDocumentsAreRunsOfTheirOwn() throws IOException {
    InputResult result = read("iperf3/tcp4.json");
    assertEquals(16, result.samples().size());
    assertEquals(List.of(947.0, 1437.0, 1135.0, 1249.0), values(result, "retransmits"));
    assertEquals(4, result.runs("iperf3 TCP", "goodput"));
    assertTrue(
        result.samples().get(15).source().endsWith(": document 4 $.end.sum_sent.retransmits"));
  }

  @Test
  void udpTakesTheReceiversSum() throws IOException {
    InputResult result = read("iperf3/udp.json");
    assertEquals(List.of("iperf3 UDP"), workloads(result));
    assertEquals(List.of(99900506.98288694), values(result, "goodput"));
    assertEquals(List.of(99908198.13748683), values(result, "bitrate"));
    assertEquals(List.of(0.00952491775175869), values(result, "jitter"));
    assertEquals(List.of(0.0), values(result, "lost datagrams"));
  }

  @Test
  void olderUdpHasOneSum() throws IOException {
    String old = text("iperf3/udp.json").replace("sum_received", "x").replace("sum_sent", "y");
    InputResult result = InputReader.read(write(folder, old));
    assertEquals(List.of(99908198.13748683), values(result, "goodput"));
    assertTrue(result.notes().get(0).contains("no receiver's sum"));
  }

  @Test
  void workloadsAreNamedAsThoseOfTheText() throws IOException {
    for (String name :
        List.of("tcp", "udp", "tcp-parallel", "tcp-reverse", "udp-reverse", "tcp-bidir")) {
      assertEquals(
          workloads(read("iperf3/" + name + ".txt")), workloads(read("iperf3/" + name + ".json")));
    }
    assertEquals(4, read("iperf3/tcp-getserver.json").samples().size());
  }

  @Test
  void errorDocumentsAreRefusedInIperf3sWords() throws IOException {
    refused(path("iperf3/refused.json"), " $: ", "unable to connect to server: Connection refused");
    refused(path("iperf3/interrupted.json"), " $: ", "interrupt - the client has terminated");
    refused(path("iperf3/server.json"), " $: ", "expected its client's");
    String second = text("iperf3/tcp.json") + text("iperf3/refused.json");
    refused(write(folder, second), " document 2 $: ", "Connection refused");
  }

  @Test
  void damageIsRefusedWithItsPlace() throws IOException {
    String good = text("iperf3/tcp.json");
    refused(write(folder, good.substring(0, good.length() / 2)), "", "truncated JSON");
    String received = " $.end.sum_received.bits_per_second: ";
    String value = "16557031273.205545";
    refused(write(folder, good.replace(value, "-1.5")), received, "'-1.5'");
    refused(write(folder, good.replace(value, "1e999")), received, "within range");
    refused(write(folder, good.replace(value, "null")), received, "'null'");
    refused(write(folder, good.replace(value, "\"NaN\"")), received, "'NaN'");
    refused(write(folder, good.replace(value, "NaN")), "", "NaN");
    refused(write(folder, good.replace(value, "16557031273,205545")), "", "expected JSON");
    refused(write(folder, good.replace("\"test_start\"", "\"t\"")), " $.start: ", "'test_start'");
  }

  /** The sums of {@code --bidir} as iperf 3.7 to 3.10 write them. */
  @Test
  void sumsThatStandThereTwiceAreTheTwoDirections() throws IOException {
    String twice = text("iperf3/tcp-bidir.json").replace("_bidir_reverse\"", "\"");
    InputResult result = InputReader.read(write(folder, twice));
    assertEquals(workloads(read("iperf3/tcp-bidir.json")), workloads(result));
    assertEquals(values(read("iperf3/tcp-bidir.json"), "goodput"), values(result, "goodput"));
    assertTrue(result.samples().get(4).source().endsWith("$.end.sum_received (2).bits_per_second"));
    String uneven = twice.replaceFirst("\"sum_received\"", "\"sum_received_gone\"");
    refused(write(folder, uneven), " $.end: ", "'sum_received' stands here 1 times");
    String thrice = twice.replaceFirst("\"sum_sent\":", "\"sum_sent\": {}, \"sum_sent\":");
    refused(write(folder, thrice), " $.end: ", "stands here 3 times");
  }

  @Test
  void whatIsReadStandsThereOnceAndWhatIsNotMayBeRepeated() throws IOException {
    String good = text("iperf3/udp.json");
    String sound = good.replaceFirst("\"sock_bufsize\":", "\"sock_bufsize\": 1, \"sock_bufsize\":");
    assertEquals(5, InputReader.read(write(folder, sound)).samples().size());
    String start = good.replaceFirst("\"test_start\":", "\"test_start\": {}, \"test_start\":");
    refused(write(folder, start), " $.start: ", "'test_start' stands here 2 times");
    String protocol = good.replaceFirst("\"protocol\":", "\"protocol\": \"TCP\", \"protocol\":");
    refused(write(folder, protocol), " $.start.test_start: ", "'protocol' stands here 2 times");
    String bytes =
        text("iperf3/tcp.json").replace("\"retransmits\":", "\"retransmits\": 1, \"retransmits\":");
    refused(write(folder, bytes), " $.end.sum_sent: ", "'retransmits' stands here 2 times");
  }

  @Test
  void eventsOfJsonStreamAreRuns() throws IOException {
    InputResult whole = read("iperf3/tcp.json");
    InputResult streamed = InputReader.read(write(folder, stream("tcp") + stream("tcp")));
    assertEquals(8, streamed.samples().size());
    assertEquals(2, streamed.runs("iperf3 TCP", "goodput"));
    assertEquals(values(whole, "retransmits").get(0), values(streamed, "retransmits").get(1));
    String full = stream("tcp") + text("iperf3/tcp.json");
    assertEquals(4, InputReader.read(write(folder, full)).samples().size());
    assertEquals(8, InputReader.read(write(folder, full + full)).samples().size());
    String error = "{\"event\":\"error\",\"data\":\"unable to connect\"}\n";
    refused(write(folder, stream("tcp") + error), " document 4 $: ", "unable to connect");
    String cut = stream("tcp") + stream("tcp").lines().findFirst().orElseThrow();
    refused(write(folder, cut), " document 4 $.data: ", "truncated");
    String endOnly = stream("tcp").lines().skip(2).findFirst().orElseThrow();
    refused(write(folder, endOnly), " $: ", "'start' before this");
  }

  @Test
  void standardErrorAmongTheJsonIsTold() throws IOException {
    String good = text("iperf3/tcp.json");
    String error = "iperf3: error - unable to send control message: Broken pipe\n";
    refused(write(folder, good + error), "", "iperf3 reports: 'error - unable to send control");
    refused(write(folder, error + good), "1: ", "iperf3 reports: 'error - unable to send control");
    refused(write(folder, good + error + good), "", "iperf3 reports: 'error");
    refused(write(folder, good + "Mon 3 " + error), "", "iperf3 reports: 'error");
    String warning = "warning: Ignoring nonsense TCP MSS 0\n";
    refused(write(folder, warning + good), "1: ", "Ignoring nonsense", "record without 2>&1");
    refused(write(folder, good + warning), "", "Ignoring nonsense", "record without 2>&1");
    refused(write(folder, warning + "no JSON\n"), " ", "not a result that is known");
  }

  @Test
  void impossibleCountsAreLeftOutWithANote() throws IOException {
    String udp = text("iperf3/udp.json");
    lostLeftOut(
        udp.replace("\"lost_packets\":\t0", "\"lost_packets\":\t9000"), "9000 lost of 8626");
    lostLeftOut(udp.replace("\"lost_packets\":\t0", "\"lost_packets\":\t-3"), "-3 lost of 8626");
    lostLeftOut(udp.replace("\"packets\":\t8626", "\"packets\":\t0"), "did not count them");
    lostLeftOut(udp.replace("\"lost_packets\":\t0", "\"lost_packets\":\tnull"), "did not count");
    InputResult tcp =
        InputReader.read(
            write(
                folder,
                text("iperf3/tcp.json").replace("\"retransmits\":\t1483", "\"retransmits\":\t-1")));
    assertEquals(List.of(), values(tcp, "retransmits"));
    assertTrue(tcp.notes().get(0).startsWith("retransmits left out"), tcp.notes().toString());
  }

  private void lostLeftOut(String json, String words) throws IOException {
    InputResult result = InputReader.read(write(folder, json));
    assertEquals(List.of(), values(result, "lost datagrams"));
    assertEquals(1, values(result, "goodput").size());
    assertTrue(result.notes().toString().contains(words), result.notes().toString());
  }

  @Test
  void conditionsAreThoseOfTheStart() throws IOException {
    Map<Condition, String> found = read("iperf3/udp.json").samples().get(0).conditions();
    assertEquals("1 s", found.get(Condition.DURATION));
    assertEquals("1448 bytes", found.get(Condition.BLOCK_SIZE));
    assertEquals("0 s", found.get(Condition.OMITTED));
    assertEquals("100000000 bit/s", found.get(Condition.TARGET_BITRATE));
    assertEquals("iperf 3.12", found.get(Condition.TOOL));
    Map<Condition, String> tcp = read("iperf3/tcp.json").samples().get(0).conditions();
    assertEquals("unlimited", tcp.get(Condition.TARGET_BITRATE));
    String amount = text("iperf3/tcp.json").replace("\"bytes\":\t0", "\"bytes\":\t1048576");
    Map<Condition, String> some =
        InputReader.read(write(folder, amount)).samples().get(0).conditions();
    assertEquals("1048576 bytes", some.get(Condition.AMOUNT));
    assertEquals(null, some.get(Condition.DURATION));
  }

  @Test
  void aNumberBeyondAnyMeasurementIsRefused() throws IOException {
    String good = text("iperf3/tcp.json");
    refused(
        write(folder, good.replace("16557031273.205545", "1e200")), " ", "expected at most 1e100");
  }

  /** A recorded document as the events of {@code --json-stream}. */
  private static String stream(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode document = mapper.readTree(text("iperf3/" + name + ".json"));
    StringBuilder events = new StringBuilder();
    for (String event : List.of("start", "interval", "end")) {
      JsonNode data =
          event.equals("interval") ? document.get("intervals").get(0) : document.get(event);
      events
          .append("{\"event\":\"")
          .append(event)
          .append("\",\"data\":")
          .append(mapper.writeValueAsString(data))
          .append("}\n");
    }
    return events.toString();
  }
}
