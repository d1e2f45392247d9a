package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFormatTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"format": "hookbench-run", "version": | true
          {"version": 3, "format" : "hookbench-run" | true
          {"cases": [{"format": "x"}], "design": {}, "format": "hookbench-run"} | true
          {"format": "hookbench-report"} | false
          {"format": ["hookbench-run"]} | false
          {"start": {"format": "hookbench-run"}} | false
          [{"format": "hookbench-run"}] | false
          {"note": "\\"format\\": \\"hookbench-run\\"" | false
          {"a" "format": "hookbench-run"} | false
          "format": "hookbench-run" | false
          sockperf: [Valid Duration] | false
          `` | false
          """)
  void runIsToldByTheFieldFormatOfTheDocument(String text, boolean isRun) throws IOException {
    assertEquals(isRun, RunFormat.isRun(Files.writeString(folder.resolve("file"), text)));
  }

  @Test
  void fileThatIsMissingIsNoRun() throws IOException {
    assertFalse(RunFormat.isRun(folder.resolve("none")));
  }
}
