package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The reference's afternoon, compared hook against none: what docs/compare.md shows. {@code
 * -Dtest.jvm.args=-Dgolden.write=true} writes the golden files anew.
 */
class ReferenceComparisonTest {
  private static final Path REFERENCE = Path.of("src/test/resources/foreign/reference");
  private static final Path GOLDEN = Path.of("src/test/resources/compare");

  @ParameterizedTest
  @ValueSource(strings = {"vm", "baremetal"})
  void isPrintedAsTheManualShowsIt(String half) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("compare", "--base"));
    arguments.addAll(files(half, "none"));
    for (String hook : List.of("tc", "xdpgeneric", "xdpdrv")) {
      arguments.add("--new");
      arguments.addAll(files(half, hook));
    }
    arguments.add("--fail-on=worse");
    StringWriter out = new StringWriter();
    CommandLine line = Commands.line(false, List.of());
    line.setOut(new PrintWriter(out));
    assertEquals(1, line.execute(arguments.toArray(String[]::new)));
    Path golden = GOLDEN.resolve(half + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, out.toString());
    }
    assertEquals(Files.readString(golden), out.toString());
  }

  /** Each table of the manual's is one of these. */
  @Test
  void theManualShowsWhatIsPrinted() throws IOException {
    String printed = Files.readString(GOLDEN.resolve("vm.txt"));
    String manual = Files.readString(Path.of("docs/compare.md"));
    List<String> shown =
        Arrays.stream(manual.split("\n\n"))
            .filter(part -> part.matches("(?s) {4}(iperf3|netperf) .* against none\n.*"))
            .map(part -> part.replaceAll("(?m)^ {4}", "").stripTrailing())
            .toList();
    assertEquals(4, shown.size());
    shown.forEach(table -> assertTrue(printed.contains(table), table));
  }

  private static List<String> files(String half, String condition) throws IOException {
    List<String> files = new ArrayList<>();
    for (String tool : List.of("iperf3", "netperf")) {
      Path file = REFERENCE.resolve(half).resolve(condition + "-" + tool + ".txt");
      if (Files.exists(file)) {
        files.add(file.toString());
      }
    }
    return files;
  }
}
