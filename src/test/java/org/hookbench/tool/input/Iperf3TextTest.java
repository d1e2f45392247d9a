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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Iperf3TextTest {
  private static final double MIB = 1048576.0;

  @TempDir Path folder;

  @Test
  void oneTcpRunIsFourSamplesWithTheirPlaces() throws IOException {
    InputResult result = read("iperf3/tcp.txt");
    String file = path("iperf3/tcp.txt").toString();
    assertEquals(
        List.of(
            Recorded.sample("iperf3 TCP", "goodput", "bits/s", true, 16.3e9, file + ":8", 0),
            Recorded.sample("iperf3 TCP", "transfer", "bytes", true, 1945.6 * MIB, file + ":8", 0),
            Recorded.sample("iperf3 TCP", "bitrate", "bits/s", true, 16.3e9, file + ":7", 0),
            Recorded.sample("iperf3 TCP", "retransmits", "segments", false, 1467, file + ":7", 0)),
        Recorded.bare(result));
    assertEquals(file, result.file());
    assertTrue(result.notes().get(0).contains("three significant digits"));
  }

  @Test
  void concatenatedRunsAreRunsOfTheirOwn() throws IOException {
    InputResult result = read("iperf3/tcp4.txt");
    assertEquals(List.of(16.2e9, 16.3e9, 17.1e9, 15.7e9), values(result, "goodput"));
    assertEquals(List.of(16.2e9, 16.3e9, 17.1e9, 15.8e9), values(result, "bitrate"));
    assertEquals(List.of(1316.0, 877.0, 6678.0, 1394.0), values(result, "retransmits"));
    assertEquals(4, result.runs("iperf3 TCP", "goodput"));
  }

  @Test
  void udpHasJitterAndLossOfTheReceiver() throws IOException {
    InputResult result = read("iperf3/udp.txt");
    assertEquals(List.of("iperf3 UDP"), workloads(result));
    assertEquals(List.of(99.9e6), values(result, "goodput"));
    assertEquals(List.of(11.9 * MIB), values(result, "transfer"));
    assertEquals(List.of(0.007), values(result, "jitter"));
    assertEquals(List.of(0.0), values(result, "lost datagrams"));
  }

  @Test
  void lossIsCountedAndNotTheRoundedPercentage() throws IOException {
    String lossy =
        text("iperf3/udp.txt").replace("0/8626 (0%)  receiver", "13/8626 (0.15%)  receiver");
    assertEquals(
        List.of(100.0 * 13 / 8626),
        values(InputReader.read(write(folder, lossy)), "lost datagrams"));
  }

  /** The closing table of iperf 3.0 and 3.1, in the shape of public logs: a line without a role. */
  @Test
  void udpOfIperf31HasOnlyTheSendersLine() throws IOException {
    String old =
        """
        Connecting to host 198.18.0.2, port 5201
        [  4] local 198.18.0.1 port 52743 connected to 198.18.0.2 port 5201
        [ ID] Interval           Transfer     Bandwidth       Total Datagrams
        [  4]   0.00-1.00   sec   128 KBytes  1.05 Mbits/sec  16
        - - - - - - - - - - - - - - - - - - - - - - - - -
        [ ID] Interval           Transfer     Bandwidth       Jitter    Lost/Total Datagrams
        [  4]   0.00-1.00   sec   128 KBytes  1.05 Mbits/sec  0.022 ms  4/16 (25%)
        [  4] Sent 16 datagrams

        iperf Done.
        """;
    InputResult result = InputReader.read(write(folder, old));
    assertEquals(List.of(1.05e6), values(result, "goodput"));
    assertEquals(List.of(25.0), values(result, "lost datagrams"));
    assertTrue(result.notes().stream().anyMatch(n -> n.contains("no receiver line")));
  }

  @Test
  void withoutAReceiverLineTheSendersBitrateIsTheGoodput() throws IOException {
    String sender = text("iperf3/tcp.txt").replaceAll("(?m)^.* receiver\\n", "");
    InputResult result = InputReader.read(write(folder, sender));
    assertEquals(List.of(16.3e9), values(result, "goodput"));
    assertTrue(result.notes().stream().anyMatch(n -> n.contains("no receiver line")));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp-k, 17200977e3, 2147483648",
    "tcp-bytes, 17448304640, 2179695902.72",
    "tcp-n, 14.4e9, 10485760",
    "tcp-omit, 16.1e9, 4037269258.24",
    "tcp-title, 16.5e9, 2061584302.08",
    "tcp-timestamps, 17.0e9, 2126008811.52",
    "tcp-verbose, 16.7e9, 2083059138.56",
    "tcp-getserver, 16.8e9, 2104533975.04"
  })
  void unitsAndDecorations(String name, double goodput, double transfer) throws IOException {
    InputResult result = read("iperf3/" + name + ".txt");
    assertEquals(List.of("iperf3 TCP"), workloads(result));
    assertEquals(List.of(goodput), values(result, "goodput"));
    assertEquals(List.of(transfer), values(result, "transfer"));
    assertEquals(4, result.samples().size());
  }

  @Test
  void streamsAreSummedByIperf3AndNotByUs() throws IOException {
    InputResult tcp = read("iperf3/tcp-parallel.txt");
    assertEquals(List.of("iperf3 TCP, 2 streams"), workloads(tcp));
    assertEquals(List.of(24.3e9), values(tcp, "goodput"));
    assertEquals(List.of(22256.0), values(tcp, "retransmits"));
    InputResult udp = read("iperf3/udp-parallel.txt");
    assertEquals(List.of("iperf3 UDP, 2 streams"), workloads(udp));
    assertEquals(List.of(20.0e6), values(udp, "goodput"));
    assertEquals(List.of(0.012), values(udp, "jitter"));
  }

  @Test
  void directionsAreWorkloadsOfTheirOwn() throws IOException {
    assertEquals(List.of("iperf3 TCP, reverse"), workloads(read("iperf3/tcp-reverse.txt")));
    assertEquals(List.of("iperf3 UDP, reverse"), workloads(read("iperf3/udp-reverse.txt")));
    InputResult bidir = read("iperf3/tcp-bidir.txt");
    assertEquals(List.of(11.5e9), values(bidir, "iperf3 TCP, bidir, client to server", "goodput"));
    assertEquals(List.of(11.1e9), values(bidir, "iperf3 TCP, bidir, server to client", "goodput"));
    assertEquals(
        List.of(23183.0), values(bidir, "iperf3 TCP, bidir, server to client", "retransmits"));
  }

  @Test
  void failedRunsAreRefusedInIperf3sWords() throws IOException {
    refused(path("iperf3/refused.txt"), "1: ", "unable to connect to server: Connection refused");
    refused(path("iperf3/interrupted.txt"), "1: ", "interrupt - the client has terminated");
    refused(path("iperf3/server.txt"), "2: ", "expected its client's");
    String afterGood = text("iperf3/tcp.txt") + text("iperf3/refused.txt");
    refused(write(folder, afterGood), "11: ", "unable to connect");
  }

  @Test
  void truncatedRunsAreRefused() throws IOException {
    String four = text("iperf3/tcp4.txt");
    refused(write(folder, four.substring(0, four.lastIndexOf("iperf Done."))), "35: ", "truncated");
    String second = four.replaceFirst("iperf Done\\.", "");
    refused(write(folder, second), "2: ", "truncated");
    String endless = text("iperf3/tcp.txt").replaceAll("(?m)^(Connecting|iperf Done).*\\n", "");
    refused(write(folder, endless + endless + "iperf Done.\n"), "14: ", "second closing table");
    String noTable = text("iperf3/tcp.txt").replaceAll("(?m)^.*(sender|receiver)\\n", "");
    refused(write(folder, noTable), "1: ", "closing table");
    String noSum = text("iperf3/tcp-parallel.txt").replaceAll("(?m)^\\[SUM\\].*\\n", "");
    refused(write(folder, noSum), "9: ", "[SUM]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16.3 Gbits/sec | 16,3 Gbits/sec | another locale",
        "16.3 Gbits/sec | 16.300,5 Mbits/sec | another locale",
        "1.90 GBytes | 1,90 GBytes | another locale",
        "16.3 Gbits/sec | -16.3 Gbits/sec | negative",
        "16.3 Gbits/sec | nan Gbits/sec | not finite",
        "16.3 Gbits/sec | -inf Gbits/sec | not finite",
        "16.3 Gbits/sec | 0x10 Gbits/sec | expected the bitrate as a number",
        "16.3 Gbits/sec | 16.3 Xbits/sec | expected a unit of iperf3",
        "16.3 Gbits/sec | 16.3 | expected iperf3's transfer and bitrate",
      })
  void badNumbersAreRefused(String good, String bad, String word) throws IOException {
    String text = text("iperf3/tcp.txt");
    int receiver = text.lastIndexOf(good);
    String broken = text.substring(0, receiver) + bad + text.substring(receiver + good.length());
    refused(write(folder, broken), "8: ", word);
  }

  @Test
  void intervalLinesAreNeverRead() throws IOException {
    String text = text("iperf3/tcp.txt").replaceFirst("16\\.3 Gbits", "99.9 Gbits");
    assertEquals(List.of(16.3e9), values(InputReader.read(write(folder, text)), "bitrate"));
  }

  @Test
  void windowsLineEndsAndAMarkAreRead() throws IOException {
    String text = "\ufeff" + text("iperf3/tcp.txt").replace("\n", "\r\n");
    assertEquals(4, InputReader.read(write(folder, text)).samples().size());
  }

  @Test
  void conditionsAreReadOffTheText() throws IOException {
    assertEquals("1 s", condition("tcp", Condition.DURATION));
    assertEquals("0 s", condition("tcp", Condition.OMITTED));
    assertEquals("1 s", condition("tcp-omit", Condition.OMITTED));
    assertEquals("2 s", condition("tcp-omit", Condition.DURATION));
    assertEquals("131072 bytes", condition("tcp-verbose", Condition.BLOCK_SIZE));
    assertEquals("iperf 3.12", condition("tcp-verbose", Condition.TOOL));
    assertEquals(null, condition("tcp-n", Condition.DURATION));
  }

  private static String condition(String name, Condition condition) throws IOException {
    return read("iperf3/" + name + ".txt").samples().get(0).conditions().get(condition);
  }

  @Test
  void theProtocolIsTheOneThatTheTextNames() throws IOException {
    String plain = text("iperf3/tcp.txt").replaceAll(" +1467 +sender", "                  sender");
    InputResult unsure = InputReader.read(write(folder, plain));
    assertEquals(List.of("iperf3 TCP"), workloads(unsure));
    assertTrue(unsure.notes().toString().contains("may be SCTP"), unsure.notes().toString());
    String verbose = text("iperf3/tcp-verbose.txt").replace("protocol: TCP", "protocol: SCTP");
    assertEquals(List.of("iperf3 SCTP"), workloads(InputReader.read(write(folder, verbose))));
    String prompt = "root@a:~# iperf3 -c 198.18.0.2 --sctp\n" + plain;
    assertEquals(List.of("iperf3 SCTP"), workloads(InputReader.read(write(folder, prompt))));
    String multipath = "$ mptcpize iperf3 -m -c 198.18.0.2 -t 1\n" + text("iperf3/tcp.txt");
    assertEquals(
        List.of("iperf3 MPTCP", "iperf3 TCP"),
        workloads(InputReader.read(write(folder, multipath + text("iperf3/tcp.txt")))));
  }

  @ParameterizedTest
  @CsvSource({
    "Unknown/8626, did not count them",
    "-3/8626 (-0.035%), -3 lost of 8626 is impossible",
    "9000/8626 (1e+02%), 9000 lost of 8626 is impossible",
    "0/0 (-nan%), did not count them"
  })
  void impossibleLossIsLeftOutWithANote(String lost, String words) throws IOException {
    String text = text("iperf3/udp.txt").replace("0/8626 (0%)  receiver", lost + "  receiver");
    InputResult result = InputReader.read(write(folder, text));
    assertEquals(List.of(), values(result, "lost datagrams"));
    assertEquals(List.of(99.9e6), values(result, "goodput"));
    assertTrue(result.notes().toString().contains(words), result.notes().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"16 Jul 12:00:00 ", "[12:00:01] ", "2026-11-23T03:28:15+0000 ", "[5] "})
  void anyFormatOfTimestampsIsReadOver(String stamp) throws IOException {
    String stamped = text("iperf3/udp.txt").replaceAll("(?m)^", stamp);
    assertEquals(
        values(read("iperf3/udp.txt"), "goodput"),
        values(InputReader.read(write(folder, stamped)), "goodput"));
  }
}
