package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.tool.cli.error.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is made. */
class XdpCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds 2 | --rounds is 6 to 10000, not 2",
        "--frames 0 | --frames is 1 to 100000000, not 0",
        "--bytes 59 | --bytes is 60 to 1514, not 59",
        "--bytes 1515 | --bytes is 60 to 1514, not 1515",
        "--program nope | unknown program 'nope'",
        "--bits 3 | unknown option '--bits'"
      })
  void whatIsRefusedIsSaidInOneLine(String arguments, String said) {
    List<String> all = new ArrayList<>(List.of("xdp"));
    all.addAll(List.of(arguments.split(" ")));
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Commands.line(false, all).execute(all.toArray(String[]::new));
      assertEquals(ExitCode.USAGE, code);
    } finally {
      System.setErr(before);
    }
    String text = err.toString(StandardCharsets.UTF_8).strip();
    assertEquals(1, text.lines().count(), text);
    assertTrue(text.contains(said), text);
  }
}
