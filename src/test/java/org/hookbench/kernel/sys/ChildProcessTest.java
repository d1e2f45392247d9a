package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildProcessTest {
  /** As wait4(2) encodes them; 0x80 is a core dump's. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, exit code 0",
    "256, 1, exit code 1",
    "32512, 127, exit code 127",
    "65280, 255, exit code 255",
    "9, 137, signal 9",
    "139, 139, signal 11"
  })
  void endsInWords(int status, int code, String words) {
    ChildProcess.End end = ChildProcess.End.of(status, 2, 1);
    assertEquals(new ChildProcess.End(code, 2, 1), end);
    assertEquals(words, end.words());
  }
}
