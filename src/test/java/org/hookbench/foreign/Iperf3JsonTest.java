package org.hookbench.foreign;

import static org.hookbench.foreign.Recorded.path;
import static org.hookbench.foreign.Recorded.read;
import static org.hookbench.foreign.Recorded.refused;
import static org.hookbench.foreign.Recorded.text;
import static org.hookbench.foreign.Recorded.values;
import static org.hookbench.foreign.Recorded.workloads;
import static org.hookbench.foreign.Recorded.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Iperf3JsonTest {
  @TempDir Path folder;

  @Test
  void oneTcpDocumentIsFourSamplesWithTheirPaths() throws IOException {
    String file = path("iperf3/tcp.json") + ": $.end.";
    assertEquals(
        List.of(
            new ForeignSample(
                "iperf3 TCP",
                "goodput",
                "bits/s",
                true,
                16557031273.205545,
                file + "sum_received.bits_per_second",
                0),
            new ForeignSample(
                "iperf3 TCP",
                "transfer",
                "bytes",
                true,
                2070806528,
                file + "sum_received.bytes",
                0),
            new ForeignSample(
                "iperf3 TCP",
                "bitrate",
                "bits/s",
                true,
                16558702751.11248,
                file + "sum_sent.bits_per_second",
                0),
            new ForeignSample(
                "iperf3 TCP",
                "retransmits",
                "segments",
                false,
                1483,
                file + "sum_sent.retransmits",
                0)),
        read("iperf3/tcp.json").samples());
  }

  @Test
  void concatenatedDocumentsAreRunsOfTheirOwn() throws IOException {
    ForeignResult result = read("iperf3/tcp4.json");
    assertEquals(16, result.samples().size());
    assertEquals(List.of(947.0, 1437.0, 1135.0, 1249.0), values(result, "retransmits"));
    assertEquals(4, result.runs("iperf3 TCP", "goodput"));
    assertTrue(
        result.samples().get(15).source().endsWith(": document 4 $.end.sum_sent.retransmits"));
  }

  @Test
  void udpTakesTheReceiversSum() throws IOException {
    ForeignResult result = read("iperf3/udp.json");
    assertEquals(List.of("iperf3 UDP"), workloads(result));
    assertEquals(List.of(99900506.98288694), values(result, "goodput"));
    assertEquals(List.of(99908198.13748683), values(result, "bitrate"));
    assertEquals(List.of(0.00952491775175869), values(result, "jitter"));
    assertEquals(List.of(0.0), values(result, "lost datagrams"));
  }

  @Test
  void olderUdpHasOneSum() throws IOException {
    String old = text("iperf3/udp.json").replace("sum_received", "x").replace("sum_sent", "y");
    ForeignResult result = ForeignReader.read(write(folder, old));
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
}
