package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each format against a file that was looked at; {@code -Dgolden.write=true} writes the files anew.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/hookbench/tool/report");
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{9,}(E-?\\d+)?");

  @TestFactory
  Stream<DynamicTest> matches() {
    return Stream.of("text", "md", "csv", "json")
        .map(name -> DynamicTest.dynamicTest(name, () -> matches(name)));
  }

  private static void matches(String name) throws IOException {
    String actual = Reports.find(name).orElseThrow().render(Made.of(Runs.quick()));
    Path file = FOLDER.resolve("quick." + (name.equals("text") ? "txt" : name));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertEquals(rounded(Files.readString(file)), rounded(actual));
  }

  /** Logarithms may differ in their last bit between JVMs. */
  private static String rounded(String text) {
    return LONG_NUMBER
        .matcher(text)
        .replaceAll(
            m ->
                new BigDecimal(m.group())
                    .round(new MathContext(9))
                    .stripTrailingZeros()
                    .toString());
  }
}
