package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.tool.report.TextReport;
import org.junit.jupiter.api.Test;

/** Runs that earlier versions measured and saved are read, and reported as they were then. */
class RecordedRunTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/hookbench/framework/runfile");

  @Test
  void version2IsReportedAsItWasByTheCodeThatWroteIt() throws IOException {
    String then = Files.readString(FOLDER.resolve("version2.txt"));
    String now =
        new TextReport(false)
            .render(
                Analysis.of(RunFile.read(FOLDER.resolve("version2.json")), OptionalDouble.empty()));
    // what today's report says in words comes behind it
    assertEquals(then, now.substring(0, Math.min(then.length(), now.length())));
  }
}
