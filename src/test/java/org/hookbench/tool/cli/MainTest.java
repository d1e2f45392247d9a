package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hookbench.Version;
import org.hookbench.framework.HookBenchmark;
import org.hookbench.tool.cli.run.JmhOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
    assertEquals(HelpCommand.screen(), out);
    assertEquals("", err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void theVersionIsOneLine(String word) {
    assertEquals(0, run(word), err);
    assertEquals("HookBench " + Version.TEXT + "\n", out);
  }

  @Test
  void helpIsOneScreenThatNamesEveryCommand() {
    List<String> lines = HelpCommand.screen().lines().toList();
    assertTrue(lines.size() < 24, lines.size() + " lines");
    assertEquals(List.of(), lines.stream().filter(l -> l.length() > 80).toList());
    for (String command : Commands.NAMES) {
      assertTrue(HelpCommand.screen().matches("(?s).*\\b" + command + "\\b.*"), command);
    }
  }

  @Test
  void helpOfARunHasItsParametersWithTheirDefaults() {
    assertEquals(0, run("help", "run"), err);
    assertTrue(out.contains("hook=tc,xdpgeneric,xdpdrv") && out.contains("placement=shared"), out);
    assertTrue(out.replaceAll("\\s+", " ").contains("By default 13, of a quick run 6"), out);
    String said = out;
    assertEquals(0, run("-p", "hook=tc", "--help"), err);
    assertEquals(said, out);
    assertEquals(List.of(), said.lines().filter(l -> l.length() > 80).toList());
  }

  @Test
  void everyParameterOfARunIsExplained() {
    run("help", "run");
    for (Field field : HookBenchmark.class.getFields()) {
      if (field.isAnnotationPresent(Param.class)) {
        assertTrue(out.matches("(?s).*\n  " + field.getName() + "=\\S+\\s+\\w.*"), field.getName());
      }
    }
  }

  @Test
  void theTextOfJmhIsJmhs() {
    assertEquals(0, run("help", "jmh"), err);
    assertTrue(out.contains("Usage: java -jar"), out);
  }

  /** Help and completion offer no option that JMH would refuse. */
  @Test
  void theOptionsOfJmhThatAreOfferedAreJmhs() {
    run("help", "jmh");
    CommandSpec described = CommandSpec.create();
    JmhOptions.addTo(described);
    for (OptionSpec option : described.options()) {
      for (String name : option.names()) {
        assertTrue(out.contains("\n  " + name + " "), name);
      }
    }
  }

  @Test
  void helpHasTheTableOfExitCodes() {
    assertEquals(0, run("help", "exit-codes"), err);
    assertTrue(out.contains("\n           64  the command line is wrong, or an extension"), out);
    assertTrue(out.lines().noneMatch(l -> l.length() > 80), out);
  }

  @Test
  void helpOfWhatIsNoCommandNamesTheNearest() {
    assertEquals(64, run("help", "doctr"));
    assertEquals("hookbench: unknown command 'doctr'; did you mean doctor?\n", err);
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
      assertTrue(out.startsWith("Usage:") && out.contains(command), out);
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
    assertTrue(err.contains("'help run' lists"), err);
  }

  @ParameterizedTest
  @CsvSource({
    "--hlep, --help",
    "-jvmArgAppend x, -jvmArgsAppend",
    "report --fromat md, --format",
    "compare --failon worse a b, --fail-on",
    "doctor --jsn, --json"
  })
  void anOptionThatIsNearGetsIt(String line, String meant) {
    assertEquals(64, run(line.split(" ")));
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.endsWith("; did you mean " + meant + "?\n"), err);
  }

  @Test
  void moreIsSaidOfASubcommandToo() {
    assertEquals(64, run("compare", "--base", "a", "-v", "EXTRA"));
    assertTrue(err.contains("needs both") && err.contains("\tat "), err);
  }
}
