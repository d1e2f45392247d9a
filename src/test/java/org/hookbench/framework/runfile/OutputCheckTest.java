package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCheckTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void aNewFilePassesAndIsNotMade() throws IOException {
    OutputCheck.requireWritable(folder.resolve("run.json"), 3 * MIB + 1);
    OutputCheck.requireWritable(folder.resolve("run.json"), 0);
    assertEquals(List.of(), files());
  }

  @Test
  void anOldFilePassesAndStays() throws IOException {
    Path file = Files.writeString(folder.resolve("run.json"), "before");
    var modified = Files.getLastModifiedTime(file);
    OutputCheck.requireWritable(file, MIB);
    assertEquals("before", Files.readString(file));
    assertEquals(modified, Files.getLastModifiedTime(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void aMissingFolderIsRefusedAndNotMade() throws IOException {
    refused(folder.resolve("a/run.json"), "there is no folder " + folder.resolve("a"));
    assertEquals(List.of(), files());
  }

  @Test
  void aFolderIsNoFileAndAFileNoFolder() throws IOException {
    refused(folder, "it is a folder, expected a file");
    Path file = Files.createFile(folder.resolve("f"));
    refused(file.resolve("run.json"), file + " is not a folder");
  }

  @Test
  void aFolderThatTakesNoFileIsRefused() {
    // root too may make no file there
    OutputException e = refused(Path.of("/sys/kernel/run.json"), "");
    assertTrue(
        e.getMessage().matches(".*(permission denied|Read-only file system|not permitted)"),
        e.getMessage());
  }

  @Test
  void theDefaultFolderIsMade() throws IOException {
    boolean was = Files.exists(RunFile.DEFAULT_FOLDER);
    OutputCheck.requireWritable(RunFile.defaultPath(0), 1);
    assertTrue(Files.isDirectory(RunFile.DEFAULT_FOLDER));
    if (!was) {
      Files.delete(RunFile.DEFAULT_FOLDER); // fails if the probe is left behind
    }
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeItIsFilled() throws IOException {
    long more = folder.toFile().getUsableSpace() + (1L << 40);
    OutputException e = refused(folder.resolve("run.json"), more, "");
    assertTrue(e.getMessage().contains("No space left on device: the"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
    assertEquals(List.of(), files());
  }

  @Test
  void aFullDeviceIsRefused() {
    refused(Path.of("/dev/full"), "No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/stdout", "/dev/stderr", "/dev/fd/1"})
  void devicesPass(String device) throws IOException {
    OutputCheck.requireWritable(Path.of(device), MIB);
  }

  @Test
  void aPipePassesWithoutAReader() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    OutputCheck.requireWritable(pipe, MIB);
    assertFalse(Files.isRegularFile(pipe));
  }

  @Test
  void oneFileIsKnownByEachOfItsNames() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path hard = Files.createLink(folder.resolve("hard"), file);
    Path dangling = Files.createSymbolicLink(folder.resolve("to-new"), Path.of("new"));
    Path around = Files.createSymbolicLink(folder.resolve("here"), folder);
    assertTrue(OutputCheck.isSame(file, folder.resolve("./f")));
    assertTrue(OutputCheck.isSame(file, link));
    assertTrue(OutputCheck.isSame(hard, link));
    assertTrue(OutputCheck.isSame(folder.resolve("new"), dangling));
    assertTrue(OutputCheck.isSame(folder.resolve("new"), around.resolve("new")));
    assertFalse(OutputCheck.isSame(file, folder.resolve("new")));
    assertFalse(OutputCheck.isSame(Path.of("/dev/null"), Path.of("/dev/null")), "takes both");
  }

  @Test
  void aFolderForProfilesMustNotBeThere() throws IOException {
    OutputCheck.requireNewFolder(folder.resolve("new"));
    assertEquals(List.of(), files());
    for (Path bad : List.of(folder, folder.resolve("n".repeat(300)))) {
      assertThrows(OutputException.class, () -> OutputCheck.requireNewFolder(bad));
    }
  }

  private OutputException refused(Path file, String problem) {
    return refused(file, 1, problem);
  }

  private OutputException refused(Path file, long bytes, String problem) {
    OutputException e =
        assertThrows(OutputException.class, () -> OutputCheck.requireWritable(file, bytes));
    assertTrue(e.getMessage().startsWith("can't write " + file + ": "), e.getMessage());
    assertTrue(e.getMessage().endsWith(problem), e.getMessage());
    return e;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
