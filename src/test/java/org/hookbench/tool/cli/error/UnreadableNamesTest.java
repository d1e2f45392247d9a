package org.hookbench.tool.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnreadableNamesTest {
  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final Charset ASCII = StandardCharsets.US_ASCII;
  private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

  @Test
  void aNameThatTheLocaleCantExpressIsNamedByItsBytes() {
    String said = problem(ASCII, "größe.json".getBytes(UTF_8)).orElseThrow();
    assertEquals(
        "the argument 'gr\\xc3\\xb6\\xc3\\x9fe.json' can't be read in this locale, whose encoding"
            + " is US-ASCII; set LC_ALL=C.UTF-8",
        said);
  }

  @Test
  void whatNoLocaleOfUtf8CanExpressIsNotBlamedOnIt() {
    byte[] latin = "größe.json".getBytes(LATIN_1);
    assertTrue(problem(ASCII, latin).orElseThrow().endsWith("or a link, can be"));
    assertTrue(problem(UTF_8, latin).orElseThrow().contains("whose encoding is UTF-8; a file of"));
  }

  @Test
  void whatCanBeReadIsNoProblem() {
    assertEquals(Optional.empty(), problem(ASCII, "plain.json".getBytes(UTF_8)));
    assertEquals(Optional.empty(), problem(UTF_8, "größe.json".getBytes(UTF_8)));
    assertEquals(Optional.empty(), problem(UTF_8, "\ufffd.json".getBytes(UTF_8)));
    assertEquals(Optional.empty(), problem(LATIN_1, "größe.json".getBytes(LATIN_1)));
  }

  @Test
  void settingsBeforeTheJarAreLookedAtAndTheJarsOwnNameIsNot() {
    byte[] save = "-Dhookbench.save=ä.json".getBytes(UTF_8);
    byte[] jar = "/home/jörg/benchmarks.jar".getBytes(UTF_8);
    byte[] last = "show".getBytes(UTF_8);
    String[] args = {"show"};
    assertTrue(
        UnreadableNames.problem(args, ASCII, line(save, jar, last), "/")
            .orElseThrow()
            .contains("'-D"));
    assertEquals(Optional.empty(), UnreadableNames.problem(args, ASCII, line(jar, last), "/"));
  }

  @Test
  void withoutProcTheArgumentItselfTells() {
    String[] args = {"gr\ufffd\ufffde.json"};
    assertTrue(
        UnreadableNames.problem(args, ASCII, new byte[0], "").orElseThrow().contains("US-ASCII"));
  }

  @Test
  void theWorkingDirectoryMattersWhereFilesAreWritten() {
    byte[] line = line("report".getBytes(UTF_8));
    String folder = "/home/j\ufffdrg";
    assertTrue(
        UnreadableNames.problem(new String[] {"report"}, ASCII, line, folder)
            .orElseThrow()
            .contains("working directory"));
    byte[] doctor = line("doctor".getBytes(UTF_8));
    assertEquals(
        Optional.empty(), UnreadableNames.problem(new String[] {"doctor"}, ASCII, doctor, folder));
  }

  private static Optional<String> problem(Charset names, byte[] argument) {
    byte[] java = "java".getBytes(UTF_8);
    String[] args = {"compare", new String(argument, names)};
    return UnreadableNames.problem(
        args, names, line(java, "compare".getBytes(UTF_8), argument), "/");
  }

  private static byte[] line(byte[]... arguments) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] argument : arguments) {
      all.writeBytes(argument);
      all.write(0);
    }
    return all.toByteArray();
  }
}
