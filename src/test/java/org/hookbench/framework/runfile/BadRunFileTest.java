package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.hookbench.framework.experiment.RunData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way for a file to be bad: one line that names the file, the place and what is wrong. */
class BadRunFileTest {
  @TempDir static Path folder;
  private static String good;
  private static String partial;

  @BeforeAll
  static void save() throws IOException {
    good = saved(Runs.complete());
    partial = saved(Runs.partial());
  }

  private static String saved(RunData run) throws IOException {
    Path file = folder.resolve("good.json");
    RunFile.write(run, file);
    return Files.readString(file);
  }

  /** The first match of a pattern in a good file is replaced. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "hookbench-run"         | "jmh"             | /format | expected "hookbench-run", found "jmh"
          "version": 3            | "version": 4      | /version | a newer HookBench saved this run
          "version": 3            | "version": 0      | /version | expected version 1 or higher, found 0
          "version": 3            | "version": "1"    | /version | expected an integer, found "1"
          "version": 3            | "version": 1.0    | /version | expected an integer, found 1.0
          "version": 3            | "version": 1e999  | /version | expected an integer
          "version": 3            | "version": 99999999999999999999999 | /version | expected a 32-bit integer
          "COMPLETE"              | "DONE"            | /status | [COMPLETE, PARTIAL, FAILED], found "DONE"
          "startedMillis": \\d+   | "startedMillis": 5 | /started | as startedMillis says
          "startedMillis": \\d+   | "startedMillis": -1 | /startedMillis | ms since the epoch
          "wallNanos": \\d+       | "wallNanos": -1   | /wallNanos | 0 or more
          "wallNanos"             | "wall"            | line | expected the field "wallNanos", found the object's end
          "design"                | "status"          | /status | Duplicate field 'status'
          "forks": 2              | "forks": 3        | /cases/0/forks | expected 3 complete forks
          "forks": 2              | "forks": 0        | /design/forks | 1 or more, found 0
          "cycles": 3             | "cycles": 4       | /cases/0/forks/0/slices/arm | expected 16 slices
          "cycles": 3             | "cycles": 4294967296 | /cases/0/measurement/cycles | 32-bit
          "kernel": "             | "kernel": "\\\\u001b | /machine/kernel | without control characters, found U+001B
          "kernel"                | "ker\\\\nnel"     | /machine/ker nel | without control characters, found U+000A
          "kernel": "             | "kernel": "\\\\ud800 | /machine/kernel | found U+D800
          "higherIsBetter": false | "higherIsBetter": 0 | /cases/0/metric/higherIsBetter | true or false
          "delta": 0.02           | "delta": 0        | /cases/0/metric/delta | above 0 and below 1
          "delta": 0.02           | "delta": 1        | /cases/0/metric/delta | above 0 and below 1
          "operation": "          | "operation": "\\\\u001b | /cases/0/metric/operation | without control characters
          "operationsPerBatch": 1 | "operationsPerBatch": 0 | /cases/0/metric/operationsPerBatch | 1 or more
          "ofOneNano": [0-9.E-]+  | "ofOneNano": 0    | /cases/0/metric/ofOneNano | from 1e-50 to 1e50
          "ofOneNano": [0-9.E-]+  | "ofOneNano": -1   | /cases/0/metric/ofOneNano | from 1e-50 to 1e50
          "id": "null"            | "id": "none"      | /cases/0/arms/1/id | an id of its own
          "id": "tc"              | "id": "t\\\\tc"   | /cases/0/arms/2/id | U+0009
          "role": "BASELINE"      | "role": "HOOK"    | /cases/0/arms/0/role | expected the role BASELINE
          "role": "NULL"          | "role": "HOOK"    | /cases/0/arms/1/role | expected the role NULL
          "role": "HOOK"          | "role": "NULL"    | /cases/0/arms/2/role | expected the role HOOK
          "role": "HOOK"          | "role": "BASE"    | /cases/0/arms/2/role | a role of
          "arms": \\[[^]]+]       | "arms": []        | /cases/0/arms | at least a BASELINE and a NULL arm
          "number": 1             | "number": 2       | /cases/0/forks/1/number | expected 1, found 2
          "arm": \\[(\\d),(\\d)   | "arm": [$1,$1     | /cases/0/forks/0/slices/arm/1 | expected each arm once in cycle 0
          "arm": \\[\\d           | "arm": [4         | /cases/0/forks/0/slices/arm/0 | an arm's index, 0 to 3, found 4
          "arm": \\[\\d           | "arm": [-1        | /cases/0/forks/0/slices/arm/0 | found -1
          "arm": \\[\\d,          | "arm": [          | /cases/0/forks/0/slices/startNanos | expected 11 values as in the column "arm", found 12
          "startNanos": \\[0,     | "startNanos": [   | /cases/0/forks/0/slices/startNanos | expected 12 values as in the column "arm", found 11
          "startNanos": \\[0,     | "startNanos": [5000000, | /cases/0/forks/0/slices/startNanos/1 | in the order of time
          "startNanos": \\[0,     | "startNanos": [-1, | /cases/0/forks/0/slices/startNanos/0 | in the order of time
          "value": \\[[^,]+       | "value": [0       | /cases/0/forks/0/slices/value/0 | a positive number, from 1e-50 to 1e50, found 0.0
          "value": \\[[^,]+       | "value": [4.9e-324 | /cases/0/forks/0/slices/value/0 | from 1e-50 to 1e50, found 4.9E-324
          "value": \\[[^,]+       | "value": [1.7e308 | /cases/0/forks/0/slices/value/0 | from 1e-50 to 1e50, found 1.7E308
          "value": \\[[^,]+       | "value": [-0.0    | /cases/0/forks/0/slices/value/0 | a positive number, from 1e-50 to 1e50
          "value": \\[[^,]+       | "value": [-3.5    | /cases/0/forks/0/slices/value/0 | found -3.5
          "value": \\[[^,]+       | "value": [1e400   | /cases/0/forks/0/slices/value/0 | found Infinity
          "value": \\[[^,]+       | "value": ["NaN"   | /cases/0/forks/0/slices/value/0 | expected a number, found "NaN"
          "value": \\[[^,]+       | "value": ["Infinity" | /cases/0/forks/0/slices/value/0 | found "Infinity"
          "value": \\[[^,]+       | "value": [NaN     | /cases/0/forks/0/slices/value/0 | NaN
          "value": \\[[^,]+       | "value": [-Infinity | /cases/0/forks/0/slices/value/0 | expected JSON
          "value": \\[[^,]+       | "value": [null    | /cases/0/forks/0/slices/value/0 | expected a number, found null
          "value": \\[[^,]+       | "value": [1,2     | /cases/0/forks/0/slices/value | expected 12 values as in the column "arm", found 13
          "batches": \\[\\d+      | "batches": [0     | /cases/0/forks/0/slices/batches/0 | 1 or more
          "lost": \\[\\d+         | "lost": [-1       | /cases/0/forks/0/slices/lost/0 | 0 or more
          "lost": \\[\\d+,        | "lost": [         | /cases/0/forks/0/slices/lost | expected 12 values as in the column "arm", found 11
          "deals": \\[\\[\\d      | "deals": [[7      | /cases/0/forks/0/report/deals/0/0 | each lane of 0 to 3 once
          "deals": \\[\\[(\\d),\\d | "deals": [[$1,$1  | /cases/0/forks/0/report/deals/0/1 | each lane of 0 to 3 once
          "deals": \\[\\[\\d,     | "deals": [[       | /cases/0/forks/0/report/deals/0 | 4 lanes
          "deals": \\[.*          | "deals": [],      | /cases/0/forks/0/report/deals | 1 to 2 deals, at most one a stretch and one a cycle, found 0
          "stretches": 2          | "stretches": 1    | /cases/0/forks/0/report/deals | 1 to 1 deals
          "stretches": 2          | "stretches": 0    | /design/stretches | 1 or more
          "heapBytes": \\d+       | "heapBytes": -1   | /cases/0/forks/0/report/heapBytes | 0 or more
          "otherLoad": .*         | "otherLoad": 1.5, | /cases/0/forks/0/report/otherLoad | a share, from -1 to 1, found 1.5
          "busiestCpu": .*        | "busiestCpu": 1.5, | /cases/0/forks/0/report/place/saturation/busiestCpu | a share from 0 to 1, found 1.5
          "settleNanos": .*       | "settleNanos": -1, | /cases/0/forks/0/report/place/settleNanos | 0 or more, found -1
          \\{"attached".*\\},\\n  | ``                | /cases/0/forks/0/report/evidence | 4 entries, one an arm, found 3
          "histograms": \\[\\n.*\\n | "histograms": [ | /cases/0/forks/0/report/histograms | no histogram or 4
          "histograms": \\[[^\\]]*\\] | "histograms": [] | /cases/0/forks/1/report/histograms | 0, as the first complete fork has
          "histograms": \\[\\n +".* | "histograms": ["%%%", | /cases/0/forks/0/report/histograms/0 | expected base64, found "%%%"
          "histograms": \\[\\n +".* | "histograms": ["", | /cases/0/forks/0/report/histograms/0 | a compressed HdrHistogram
          "histograms": \\[\\n +".* | "histograms": ["AAAA", | /cases/0/forks/0/report/histograms/0 | a compressed HdrHistogram
          "rttMicros"             | "rtt"             | /cases/0/forks/0/report/evidence/0/tcp | expected the field "rttMicros", found the object's end
          "report": \\{           | "report": null, "x": { | /cases/0/forks | expected 2 complete forks
          \\n\\}\\n               | , "more": 1, "more": 1} | /more | Duplicate field 'more'
          "hookbench": "[^"]+"    | "hookbench": null | /hookbench | expected a text, found null
          "hookbench": "[^"]+"    | "hookbench": 1    | /hookbench | expected a text, found 1
          "COMPLETE"              | 0                 | /status | a status of [COMPLETE, PARTIAL, FAILED], found 0
          "COMPLETE"              | ""                | /status | a status of [COMPLETE, PARTIAL, FAILED], found ""
          "arguments": \\[      | "arguments": [null, | /arguments/0 | expected a text, found null
          "arguments": \\[[^]]*] | "arguments": "run" | /arguments | expected an array, found "run"
          "failures": \\[]      | "failures": ""    | /failures | expected an array, found ""
          "kernel": "[^"]+"       | "kernel": 6.12    | /machine/kernel | expected a text, found 6.12
          "kernel": "[^"]+"       | "kernel": null    | /machine/kernel | expected a text, found null
          "design": \\{         | "design": [], "more": { | /design | expected an object, found an array
          "design": \\{         | "design": "", "more": { | /design | expected an object, found ""
          "forks": 2              | "forks": 2.0      | /design/forks | expected an integer, found 2.0
          "forks": 2              | "forks": "2"      | /design/forks | expected an integer, found "2"
          "forks": 2              | "forks": ""       | /design/forks | expected an integer, found ""
          "forks": 2              | "forks": null     | /design/forks | expected an integer, found null
          "forks": 2              | "forks": 4294967298 | /design/forks | expected a 32-bit integer, found 4294967298
          "seed": -?\\d+        | "seed": 9223372036854775808 | /design/seed | expected a 64-bit integer
          "stretches": 2          | "stretches": "2"  | /design/stretches | expected an integer, found "2"
          "stretches": 2,         | ``                | /design/stretches | which version 3 has
          "measurement": .*       | ``                | /cases/0/measurement | which version 3 has
          "measurement": .*       | "measurement": null, | /cases/0/measurement | which version 3 has
          "delta": 0.02           | "delta": "NaN"    | /cases/0/metric/delta | expected a number, found "NaN"
          "operation": "[^"]+",   | ``                | /cases/0/metric/operation | which version 3 has
          "deals": .*             | ``                | /cases/0/forks/0/report/deals | which version 3 has
          "deals": \\[\\[\\d | "deals": [null, [0 | /cases/0/forks/0/report/deals/0 | expected an array, found null
          "arm": \\[\\d       | "arm": ["1"       | /cases/0/forks/0/slices/arm/0 | expected an integer, found "1"
          "arm": \\[\\d       | "arm": [1.5       | /cases/0/forks/0/slices/arm/0 | expected an integer, found 1.5
          "arm": \\[\\d       | "arm": [null      | /cases/0/forks/0/slices/arm/0 | expected an integer, found null
          "arm": \\[[^]]*]      | "arm": "AAAA"     | /cases/0/forks/0/slices/arm | expected an array, found "AAAA"
          "value": \\[[^]]*]    | "value": "AAAA"   | /cases/0/forks/0/slices/value | expected an array, found "AAAA"
          "report": \\{         | "more": {         | /cases/0/forks/0 | expected the field "report"
          "attached": true        | "attached": "true" | /cases/0/forks/0/report/evidence/0/attached | expected true or false, found "true"
          "tcp": null,            | ``                | /cases/1/forks/0/report/evidence/0 | expected the field "tcp"
          "testRunNanos": null    | "testRunNanos": "NaN" | /cases/0/forks/0/report/evidence/0/testRunNanos | expected a number, found "NaN"
          "histograms": \\[\\n +".* | "histograms": [[1], | /cases/0/forks/0/report/histograms/0 | expected a text, found an array
          \\n\\}\\n               | }{}               | line | expected the file's end
          "format"                | "\\u0041\\\\ud83d" | line | Broken surrogate pair
          """)
  void aChangeByHandIsRefused(String pattern, String replacement, String place, String problem)
      throws IOException {
    String bad = good.replaceFirst(pattern, replacement);
    assertTrue(!bad.equals(good), "the pattern must match");
    refused(bad, place, problem);
  }

  @Test
  void aRunWithAForkMissingIsNotComplete() throws IOException {
    refused(partial.replace("\"FAILED\"", "\"COMPLETE\""), "/cases/0/forks", "2 complete forks");
    String one = partial.replace("\"FAILED\"", "\"COMPLETE\"").replace("forks\": 2", "forks\": 1");
    refused(one, "/cases/0/forks", "only complete forks in a COMPLETE run, found 1 without");
    String none = saved(Runs.empty()).replace("PARTIAL", "COMPLETE");
    refused(none, "/cases", "a case in a COMPLETE run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``               | the file is empty
          `  `             | the file is empty
          `{`              | truncated
          {}               | expected the field "format", found the object's end
          {"version": 3}   | expected the field "format", found the object's end
          {"cases": [{"new": 1}], "version": 4} | /version (line 1): expected version 3 or lower
          []               | expected an object, as a saved run begins with, found an array
          3                | expected an object
          null             | found null
          [{"jmhVersion" : "1.37"}] | expected an object, as a saved run begins with
          {"start": {"connected": []}} | expected the field "format", found the object's end
          Connecting to host 10.0.0.2, port 5201 | expected JSON
          <html>           | expected JSON
          {"format": "hookbench-run" "version": 1} | expected JSON
          """)
  void whatIsNoRunIsRefused(String text, String problem) throws IOException {
    refused(text, "", problem);
  }

  @Test
  void hostileSizesAreRefused() throws IOException {
    refused(start("\"version\": " + "9".repeat(20_000_000)), "", "too large");
    refused(good.replaceFirst("\\[1.0E-50", "[0." + "1".repeat(5_000_000)), "", "too large");
    refused(start("\"version\": " + "[".repeat(100_000)), "/version", "expected an integer");
    refused("[".repeat(100_000), "", "expected an object");
    refused("{\"a\":".repeat(100_000), "", "too large");
    refused("{\"a\":" + "[".repeat(100_000), "", "too large");
    refused(start("\"version\": 1, \"hookbench\": \"" + "x".repeat(5_000_000)), "", "too large");
    refused(start("\"" + "x".repeat(5_000_000)), "", "too large");
    for (String column : new String[] {"arm", "startNanos", "value"}) {
      String start = '"' + column + "\": [";
      String bad = good.replace(start, start + "0,".repeat(2_000_000));
      refused(bad, "/slices/" + column + "/1048576", "at most 1048576 values, found more");
    }
    String texts = "\"arguments\": [" + "\"\",".repeat(9_000_000);
    refused(
        good.replaceFirst("\"arguments\": \\[", texts),
        "",
        "expected a run that fits into half of this JVM's heap");
  }

  /** All names of an object are kept until its end, for none may be there twice. */
  @Test
  void hostileNumberOfUnknownFieldsIsRefused() throws IOException {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 2_500_000; i++) {
      names.append('"').append(i).append("\":0,");
    }
    String problem = "expected a run that fits into half of this JVM's heap";
    refused(start(names.toString()), "", problem);
    refused(start("\"more\": {" + names), "", problem);
  }

  private static String start(String rest) {
    return "{\"format\": \"hookbench-run\", " + rest;
  }

  @Test
  void aFileOverAGibibyteIsNotRead() throws IOException {
    Path file = folder.resolve("sparse.json");
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(RunFile.LARGEST_BYTES + 1);
    }
    refused(file, "", "at most 1 GiB, found 1073741825 bytes");
  }

  @Test
  void whatIsNoFileIsNamed() throws IOException {
    refused(folder.resolve("none.json"), "", "can't be read: no such file or folder");
    refused(folder, "", "expected a saved run, found a folder");
    refused(Path.of("/dev/null"), "", "no regular file");
    refused(Path.of("/dev/zero"), "", "no regular file");
    refused(Path.of("/proc/self/mem"), "", "can't be read");
    Path odd = folder.resolve("a\n\u001b[2Jb");
    RunFileException e = assertThrows(RunFileException.class, () -> RunFile.read(odd));
    assertTrue(e.getMessage().contains("a ␛[2Jb: "), e.getMessage());
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    refused(good.getBytes(StandardCharsets.UTF_16), "", "expected UTF-8");
    refused(good.getBytes(StandardCharsets.ISO_8859_1), "", "expected UTF-8");
    refused(("\ufeff" + good).getBytes(StandardCharsets.UTF_8), "", "expected JSON");
  }

  /** The library would make room for 2 GiB, or 50 MB a histogram, as such headers ask. */
  @ParameterizedTest
  @CsvSource({
    "2147483647, 3, 10000000000",
    "-1, 3, 10000000000",
    "40, 5, 9223372036854775807",
    "40, 3, 1",
    "2000000, 3, 10000000000",
    "40, 3, 10000000000"
  })
  void aHostileHistogramIsRefused(int payload, int digits, long highest) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(40);
    header.putInt(0x1c849313).putInt(payload).putInt(0).putInt(digits);
    header.putLong(1).putLong(highest).putDouble(1);
    Deflater deflater = new Deflater();
    deflater.setInput(header.array());
    deflater.finish();
    byte[] packed = new byte[200];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteBuffer all = ByteBuffer.allocate(8 + length);
    all.putInt(0x1c849314).putInt(length).put(packed, 0, length);
    String text = Base64.getEncoder().encodeToString(all.array());
    String bad = good.replaceFirst("(\"histograms\": \\[\\n +)\".*\"", "$1\"" + text + "\"");
    refused(bad, "/histograms/0", "a compressed HdrHistogram");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length - 2; length += 1 + length % 7) {
      refused(Arrays.copyOf(bytes, length), "", "");
    }
  }

  @Test
  void noMutationDoesMoreThanToBeRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(20260102);
    byte[] tokens =
        "0123456789-+.eE\"\\{}[],: nultrfasNI\n\u0000<".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = (i % 2 == 0 ? good : partial).getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            switch (random.nextInt(3)) {
              case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
              case 1 -> tokens[random.nextInt(tokens.length)];
              default -> bytes[random.nextInt(bytes.length)];
            };
      }
      Path file = Files.write(folder.resolve("mutant.json"), bytes);
      try {
        RunData read = RunFile.read(file);
        RunFile.write(read, folder.resolve("mutant-again.json"));
        DeepEquality.assertSame(read, RunFile.read(folder.resolve("mutant-again.json")));
      } catch (RunFileException e) {
        oneLine(e, file);
        refused++;
      } catch (RuntimeException | Error e) {
        fail("mutant " + i, e);
      }
    }
    assertTrue(refused > 1000, refused + " of 2000 were refused");
  }

  private static void refused(String text, String place, String problem) throws IOException {
    refused(text.getBytes(StandardCharsets.UTF_8), place, problem);
  }

  private static void refused(byte[] bytes, String place, String problem) throws IOException {
    refused(Files.write(folder.resolve("bad.json"), bytes), place, problem);
  }

  private static void refused(Path file, String place, String problem) {
    RunFileException e = assertThrows(RunFileException.class, () -> RunFile.read(file));
    oneLine(e, file);
    String rest = e.getMessage().substring(file.toString().length() + 2);
    boolean placed = place.isEmpty() || rest.contains(place + ": ") || rest.contains(place + " (");
    assertTrue(placed || place.equals("line"), place + " in: " + rest);
    assertTrue(rest.contains(problem), problem + " in: " + rest);
  }

  private static void oneLine(RunFileException e, Path file) {
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertEquals(0, e.getMessage().lastIndexOf(file + ": "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(Text.firstUnprintable(e.getMessage()).isEmpty(), e.getMessage());
    assertTrue(e.getMessage().length() < 500, e.getMessage());
  }

  @Test
  @Timeout(20)
  void whatIsNoRegularFileIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (Path file : new Path[] {pipe, Path.of("/dev/zero"), Path.of("/dev/null")}) {
      String message = assertThrows(RunFileException.class, () -> RunFile.read(file)).getMessage();
      assertEquals(file + ": expected a saved run, found what is no regular file", message);
    }
  }
}
