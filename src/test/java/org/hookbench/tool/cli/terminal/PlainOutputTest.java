package org.hookbench.tool.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainOutputTest {
  @Test
  void whatATerminalObeysIsSpelledOut() throws IOException {
    assertPrints("\\u001b[31mred\\u0007", "\033[31mred\007");
    assertPrints("\\u009b2J", "\u009b2J");
    assertPrints("over\\u000dwritten", "over\rwritten");
    assertPrints("\\u007f\\u0000", "\177\0");
    assertPrints("file\\u202egnp.exe\\u2066\\u200f\\u061c", "file\u202egnp.exe\u2066\u200f\u061c");
    assertPrints("a\\u2028b\\u2029c", "a\u2028b\u2029c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\n",
        "a\tb\r\nc\r\n",
        "±µ…→",
        "\u00a0\u00ff\u0100",
        "日本語",
        "\ud83d\ude80 up"
      })
  void otherTextStays(String text) throws IOException {
    assertPrints(text, text);
  }

  /** Whatever a writer's buffer cuts in two. */
  private static void assertPrints(String expected, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      try (OutputStream out = new PlainOutput(got)) {
        out.write(bytes, 0, cut);
        out.flush();
        out.write(bytes, cut, bytes.length - cut);
      }
      assertEquals(expected, got.toString(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out =
        new PrintStream(new PlainOutput(printed), true, StandardCharsets.UTF_8)) {
      out.print(text);
    }
    assertEquals(expected, printed.toString(StandardCharsets.UTF_8));
  }
}
