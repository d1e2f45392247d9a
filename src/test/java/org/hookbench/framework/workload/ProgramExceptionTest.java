package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramExceptionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'' | ''", "one | one", "'  one  ' | one", "'a\tb\u001b[0m' | 'a b [0m'"})
  void aLineIsShownWithoutControlCharacters(String text, String shown) {
    assertEquals(shown, ProgramException.lastLines(text));
  }

  @Test
  void theLastThreeLinesThatAreNotBlankAreShown() {
    assertEquals("b | c | d", ProgramException.lastLines("a\nb\n\nc\r\n\n d \n\n"));
  }

  @Test
  void ofALongLineTheEndIsShown() {
    String shown = ProgramException.lastLines("x".repeat(1000) + "end");
    assertEquals(243, shown.length());
    assertTrue(shown.startsWith("...x") && shown.endsWith("end"), shown);
  }

  @Test
  void standardErrorComesBeforeStandardOutput() {
    assertEquals("it failed: err", new ProgramException("it failed", "out", "err").getMessage());
    assertEquals("it failed: out", new ProgramException("it failed", "out", " \n").getMessage());
    assertEquals(
        "it failed; it wrote nothing", new ProgramException("it failed", "", "").getMessage());
  }

  /** A program of the user's may itself print stack traces, whose lines are not ours. */
  @Test
  void aStackTraceQuotesAllOfTheOutput() {
    StringWriter trace = new StringWriter();
    String out = "java.io.IOException: not ours\n\tat some.Place\n";
    new ProgramException("it failed", out, "").printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString().contains("\n| java.io.IOException: not ours\n"), trace::toString);
    assertFalse(trace.toString().contains("\njava.io.IOException"), trace::toString);
  }
}
