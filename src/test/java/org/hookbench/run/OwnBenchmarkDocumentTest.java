package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/own-benchmark.md shows the whole source of src/examples/own-benchmark; {@code
 * -Dtest.jvm.args=-Dgolden.write=true} writes the files into it anew.
 */
class OwnBenchmarkDocumentTest {
  private static final Path PROJECT = Path.of("src", "examples", "own-benchmark");
  private static final Path DOCUMENT = Path.of("docs", "own-benchmark.md");

  /** A file's path on a line of its own, and its text as a block of code. */
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(\n`([^`\n]+)`:\n\n```[a-z]+\n)(.*?)(```\n)");

  @Test
  void theDocumentShowsEveryFileAsItIs() throws IOException {
    String document = Files.readString(DOCUMENT);
    if (Boolean.getBoolean("golden.write")) {
      document =
          BLOCK
              .matcher(document)
              .replaceAll(
                  m ->
                      Matcher.quoteReplacement(
                          m.group(1) + text(PROJECT.resolve(m.group(2))) + m.group(4)));
      Files.writeString(DOCUMENT, document);
    }
    Map<String, String> shown = new TreeMap<>();
    BLOCK.matcher(document).results().forEach(m -> shown.put(m.group(2), m.group(3)));
    assertEquals(files(), shown);
  }

  /** A file that is not executable in the repository is none after a copy either. */
  @Test
  void theScriptIsExecutable() {
    assertTrue(Files.isExecutable(PROJECT.resolve("bpf/build")));
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(PROJECT)) {
      List<Path> regular = all.filter(Files::isRegularFile).toList();
      regular.forEach(f -> files.put(PROJECT.relativize(f).toString(), text(f)));
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
