package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.hookbench.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private String out;
  private String err;

  private int run(String... arguments) {
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return Main.run(arguments);
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
      out = printed.toString(StandardCharsets.UTF_8);
      err = errors.toString(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", "-h"})
  void helpListsTheCommands(String word) {
    assertEquals(0, run(word), err);
    assertTrue(out.contains("Commands: attach") && out.contains("-p hook=NAME"), out);
    assertEquals("", err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void theVersionIsOneLine(String word) {
    assertEquals(0, run(word), err);
    assertEquals("HookBench " + Version.TEXT + "\n", out);
  }

  @Test
  void eachCommandHasHelpAndVersion() {
    for (String command : Commands.NAMES) {
      for (String option : new String[] {"-h", "--help"}) {
        assertEquals(0, run(command, option), command + err);
        assertTrue((out + err).contains("-V, --version"), command + out + err);
      }
      for (String option : new String[] {"-V", "--version"}) {
        assertEquals(0, run(command, option), command + err);
        assertEquals("HookBench " + Version.TEXT, out.strip(), command);
      }
      assertEquals(0, run("help", command), err);
      assertTrue(out.contains("Usage: hookbench " + command) || out.contains(command), out);
    }
  }

  @Test
  void aWordThatIsNearACommandGetsIt() {
    assertEquals(64, run("doctr"));
    assertTrue(err.contains("unknown benchmark or command 'doctr'; did you mean doctor?"), err);
    assertEquals(64, run("compair", "a", "b"));
    assertTrue(err.contains("did you mean compare?"), err);
    assertEquals(64, run("TcpStraem"));
    assertTrue(err.contains("did you mean TcpStream?"), err);
    assertEquals(64, run("qqqqqqqqqqqqqqqq"));
    assertTrue(!err.contains("did you mean") && err.contains("Known: "), err);
  }

  @Test
  void anUnknownOptionIsOneLineThatNamesTheHelp() {
    assertEquals(64, run("--foo"));
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.contains("-h lists"), err);
  }

  @Test
  void moreIsSaidOfASubcommandToo() {
    assertEquals(64, run("compare", "-v", "EXTRA"));
    assertTrue(err.contains("at least two files") && err.contains("\tat "), err);
  }
}
