package org.hookbench.tool.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestRunsTest {
  @TempDir Path folder;

  @Test
  void theNewestIsFirstWhateverItIsCalled() throws IOException {
    Path old = saved("z.json", 1000);
    Path newest = saved("a.json", 3000);
    Path middle = saved("m.json", 2000);
    saved("newer.html", 4000);
    Files.createDirectory(folder.resolve("folder.json"));
    assertEquals(List.of(newest, middle, old), new NewestRuns(folder).all());
  }

  /** {@code calibrate} keeps its result in the same folder. */
  @Test
  void aCalibrationIsNoRun() throws IOException {
    Path run = saved("a.json", 1000);
    saved("calibration.json", 2000);
    assertEquals(List.of(run), new NewestRuns(folder).all());
  }

  @Test
  void ofOneMomentTheLastNameIsTheNewest() throws IOException {
    Path first = saved("20260101T000000Z-2.json", 1000);
    Path second = saved("20260101T000000Z-3.json", 1000);
    assertEquals(List.of(second, first), new NewestRuns(folder).all());
  }

  @Test
  void whereThereIsNoFolderThereIsNone() {
    assertEquals(List.of(), new NewestRuns(folder.resolve("none")).all());
  }

  private Path saved(String name, long millis) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    return file;
  }
}
