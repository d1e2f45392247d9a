package org.hookbench.tool.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.terminal.PlainOutput;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private String said;

  @Test
  void everyThrowableHasACodeThatNoGateHas() {
    assertEquals(70, code(new IllegalStateException("x")));
    assertEquals(70, code(new NullPointerException()));
    assertEquals(70, code(new StackOverflowError()));
    assertEquals(70, code(new NoClassDefFoundError("org/x/Y")));
    assertEquals(70, code(new ExceptionInInitializerError(new IllegalStateException("x"))));
    assertEquals(70, code(new AssertionError("x")));
    assertEquals(69, code(new UnsatisfiedLinkError("libbpf.so.1")));
    assertEquals(69, code(new KernelException("attach", 1, "")));
    assertEquals(71, code(new OutOfMemoryError("Java heap space")));
    assertEquals(71, code(new IllegalStateException("x", new Error(new OutOfMemoryError()))));
    assertEquals(74, code(new IOException("Input/output error")));
    assertEquals(74, code(new UncheckedIOException(new IOException("x"))));
  }

  @Test
  void theLineSaysWhatCanBeDone() {
    code(new OutOfMemoryError("Java heap space"));
    assertTrue(said.contains("out of memory (Java heap space); java -Xmx"), said);
    code(new OutOfMemoryError("unable to create native thread: possibly out of memory"));
    assertTrue(said.contains("refuses a thread") && said.contains("pids.max"), said);
    code(new ExceptionInInitializerError(new IllegalStateException("the first reason")));
    assertTrue(said.contains("internal error") && said.contains("the first reason"), said);
  }

  @Test
  void itIsOneLineWhateverTheMessage() {
    code(new IllegalStateException("a\r\n  b\nc\u2028d"));
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.contains("a b c d"), said);
  }

  @Test
  void anArgumentDoesNotReachTheTerminalRaw() {
    code(UserException.usage("unknown hook '\u001b[31m\t\u202e'"));
    assertEquals("hookbench: unknown hook '\\u001b[31m \\u202e'\n", said);
  }

  private int code(Throwable e) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(new PlainOutput(bytes), true, StandardCharsets.UTF_8);
    int code = Failures.report(e, err, false);
    said = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.startsWith("hookbench: "), said);
    return code;
  }
}
