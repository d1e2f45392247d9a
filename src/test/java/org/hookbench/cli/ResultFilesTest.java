package org.hookbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hookbench.experiment.RunData;
import org.hookbench.runfile.RunFile;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.format.ResultFormatType;

class ResultFilesTest {
  private static final String SAYS = "; the run is saved in ";

  @TempDir Path folder;

  @Test
  void runWhoseFolderIsGoneIsSavedElsewhere() throws IOException {
    RunData run = Runs.quick().data();
    Path gone = folder.resolve("gone").resolve("run.json");
    ResultFiles files =
        new ResultFiles(gone, Optional.empty(), ResultFormatType.JSON, Optional.empty());
    PrintStream out = new PrintStream(new ByteArrayOutputStream());
    UserException e = assertThrows(UserException.class, () -> files.write(run, List.of(), out));
    assertEquals(ExitCode.CANT_CREATE, e.exitCode());
    assertTrue(e.getMessage().contains(gone.toString()), e.getMessage());
    int at = e.getMessage().indexOf(SAYS);
    assertTrue(at > 0, e.getMessage());
    Path saved = Path.of(e.getMessage().substring(at + SAYS.length()));
    try {
      assertEquals(run.cases().size(), RunFile.read(saved).cases().size());
    } finally {
      Files.delete(saved);
    }
  }
}
