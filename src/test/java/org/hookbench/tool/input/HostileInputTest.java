package org.hookbench.tool.input;

import static org.hookbench.tool.input.Recorded.path;
import static org.hookbench.tool.input.Recorded.refused;
import static org.hookbench.tool.input.Recorded.text;
import static org.hookbench.tool.input.Recorded.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HostileInputTest {
  @TempDir Path folder;

  @Test
  void missingEmptyAndIrregularFiles() throws IOException {
    refused(folder.resolve("none"), " ", "no such file");
    refused(folder, " ", "not a regular file");
    refused(Path.of("/dev/zero"), " ", "not a regular file");
    refused(write(folder, ""), " ", "empty file");
    refused(write(folder, " \n\t\n"), " ", "empty file");
    refused(write(folder, "\ufeff"), " ", "empty file");
  }

  @Test
  void foreignFiles() throws IOException {
    refused(bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'), " ", "a PNG image");
    refused(bytes(0x7f, 'E', 'L', 'F', 2, 1, 1, 0), " ", "an ELF file");
    refused(bytes(0x1f, 0x8b, 8), " ", "gzip data");
    refused(bytes('a', 0, 'b'), " ", "binary data");
    Path utf16 = folder.resolve("utf16");
    Files.writeString(utf16, "\ufeff" + text("iperf3/tcp.txt"), StandardCharsets.UTF_16LE);
    refused(utf16, " ", "UTF-16");
    refused(path("sockperf.txt"), " ", "expected iperf3 text or -J, netperf text, or JMH JSON");
    refused(write(folder, "{\"a\": 1}"), " ", "not a result");
    refused(write(folder, "[1, 2]"), " ", "not a result");
    refused(write(folder, "[{}]"), " ", "not a result");
    refused(write(folder, "{"), "1: ", "truncated JSON");
    refused(write(folder, "["), "1: ", "truncated JSON");
    refused(write(folder, "<html><script>alert(1)</script></html>"), " ", "not a result");
  }

  @Test
  void twoGigabytesAreRefusedUnread() throws IOException {
    Path big = folder.resolve("big");
    try (RandomAccessFile sparse = new RandomAccessFile(big.toFile(), "rw")) {
      sparse.setLength(2L << 30);
    }
    refused(big, " ", "larger than 64 MiB");
  }

  @Test
  void longNumbersAreRefused() throws IOException {
    String digits = "9".repeat(20_000_000);
    refused(
        write(folder, text("iperf3/tcp.json").replace("16557031273.205545", digits)),
        "",
        "JSON beyond what a tool writes");
    refused(
        write(folder, text("iperf3/tcp.json").replace("16557031273.205545", "9".repeat(5000))),
        "",
        "JSON beyond what a tool writes",
        "Number");
    refused(write(folder, text("iperf3/tcp.txt").replace("16.3", digits)), "", "longer than 8192");
    refused(
        write(folder, text("iperf3/tcp.txt").replace("16.3", "9".repeat(100))),
        "7: ",
        "expected the bitrate as a number");
    refused(
        write(folder, text("netperf/o.txt").replace("68.08", "1e999999999")),
        "3: ",
        "expected netperf's mean latency as a number");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    refused(write(folder, "[".repeat(100_000)), "", "JSON beyond what a tool writes", "depth");
    refused(write(folder, "{\"a\":".repeat(100_000)), "", "JSON beyond what a tool writes");
    refused(
        write(folder, text("jmh/thrpt.json").replace("4.455845183581276", "[".repeat(100_000))),
        "",
        "depth");
  }

  @Test
  void manyValuesAreRefused() throws IOException {
    refused(write(folder, "[" + "{},".repeat(20_000_000) + "{}]"), "", "JSON beyond");
    refused(write(folder, "\n".repeat(60_000_000) + "x"), " ", "more than a million lines");
  }

  @Test
  void linesMadeToBackTrackAreRefusedSoon() throws IOException {
    String brackets = ("[1]".repeat(2700) + " sender\n").repeat(500);
    refused(write(folder, brackets + "iperf Done.\n"), "1: ", "expected iperf3's transfer");
    String commas = (",".repeat(8000) + "\n").repeat(500);
    refused(write(folder, commas), " ", "not a result");
    String quotes = ("\"".repeat(8000) + "\n").repeat(500);
    refused(write(folder, quotes), " ", "not a result");
    String spaces = ("bytes" + " ".repeat(8000) + "\n").repeat(500);
    refused(write(folder, spaces), " ", "not a result");
    String tests = ("TCP x".repeat(1600) + "\n").repeat(500);
    refused(write(folder, tests), " ", "not a result");
  }

  @Test
  void htmlIsKeptAsTextAndControlsAreNot() throws IOException {
    String named =
        text("jmh/nan.json")
            .replace("demo.Spin.tokens", "<script>alert('x')</script>\\u001b[2J\\u202e");
    assertEquals(
        List.of("<script>alert('x')</script>\ufffd[2J\ufffd[hook=none]"),
        Recorded.workloads(InputReader.read(write(folder, named))));
    refused(
        write(folder, text("iperf3/refused.json").replace("unable", "<b>\\n\\u001b[31munable")),
        " $: ",
        "<b>\ufffd\ufffd[31munable");
    Path odd = folder.resolve("a\u001b[2J\nb");
    Files.writeString(odd, "x");
    try {
      InputReader.read(odd);
    } catch (InputFormatException e) {
      assertEquals(1, e.getMessage().lines().count());
      return;
    }
    throw new AssertionError("not refused");
  }

  private Path bytes(int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve("binary"), content);
  }
}
