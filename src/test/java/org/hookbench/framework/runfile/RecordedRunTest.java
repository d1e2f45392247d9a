package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.tool.report.TextReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that earlier versions measured and saved are read, and reported as they were then. */
class RecordedRunTest {
  @TempDir Path folder;

  private static final Path FOLDER = Path.of("src/test/resources/org/hookbench/framework/runfile");

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void runIsReportedAsItWasByTheCodeThatWroteIt(int version) throws IOException {
    RunData run = RunFile.read(FOLDER.resolve("version" + version + ".json"));
    String then = Files.readString(FOLDER.resolve("version" + version + ".txt"));
    String now = new TextReport(false).render(Analysis.of(run, OptionalDouble.empty()));
    // what today's report says in words comes behind it
    assertEquals(then, now.substring(0, Math.min(then.length(), now.length())));
  }

  @Test
  void runOfThisVersionIsWrittenAgainAsItWas() throws IOException {
    Path recorded = FOLDER.resolve("version3.json");
    Path again = folder.resolve("again.json");
    RunFile.write(RunFile.read(recorded), again);
    assertEquals(Files.readString(recorded), Files.readString(again));
  }
}
