package org.hookbench.tool.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Recorded files, and what tests ask of them. */
final class Recorded {
  private Recorded() {}

  static Path path(String resource) {
    try {
      return Path.of(Recorded.class.getResource("/foreign/" + resource).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(String resource) {
    try {
      return Files.readString(path(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputResult read(String resource) throws IOException {
    return InputReader.read(path(resource));
  }

  static List<Double> values(InputResult result, String metric) {
    return result.samples().stream()
        .filter(s -> s.metric().equals(metric))
        .map(InputSample::value)
        .toList();
  }

  static List<Double> values(InputResult result, String workload, String metric) {
    return result.samples().stream()
        .filter(s -> s.workload().equals(workload) && s.metric().equals(metric))
        .map(InputSample::value)
        .toList();
  }

  /** A sample whose conditions are not looked at. */
  static InputSample sample(
      String workload,
      String metric,
      String unit,
      boolean higherIsBetter,
      double value,
      String source,
      int run) {
    return new InputSample(workload, metric, unit, higherIsBetter, value, source, run, Map.of());
  }

  /** Without its conditions. */
  static InputSample bare(InputSample s) {
    return sample(
        s.workload(), s.metric(), s.unit(), s.higherIsBetter(), s.value(), s.source(), s.run());
  }

  static List<InputSample> bare(InputResult result) {
    return result.samples().stream().map(Recorded::bare).toList();
  }

  static List<String> workloads(InputResult result) {
    return result.samples().stream().map(InputSample::workload).distinct().toList();
  }

  static Path write(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("result"), text, StandardCharsets.UTF_8);
  }

  /** Asserts a refusal of one line that starts with the file and place, and holds the words. */
  static void refused(Path file, String place, String... words) {
    String message =
        assertThrows(InputFormatException.class, () -> InputReader.read(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.length() < file.toString().length() + 300, message);
    assertTrue(message.startsWith(file + ":" + place), message);
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
  }
}
