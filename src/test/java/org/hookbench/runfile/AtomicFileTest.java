package org.hookbench.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hookbench.experiment.RunData.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFailureInTheMiddleLeavesTheTarget() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals("No space left on device", e.getMessage());
    onlyHas("f", "before");
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IllegalStateException();
                }));
    onlyHas("f", "before");
  }

  @Test
  void aRunThatContradictsItselfLeavesTheTarget() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    var none = Runs.with(Runs.complete(), Status.COMPLETE, List.of(), List.of());
    assertThrows(RunFileException.class, () -> RunFile.write(none, file));
    onlyHas("f", "before");
  }

  @Test
  void aFolderInTheTargetsPlaceStays() throws IOException {
    Path file = Files.createDirectory(folder.resolve("f"));
    Files.writeString(file.resolve("g"), "");
    RunFileException e =
        assertThrows(RunFileException.class, () -> RunFile.write(Runs.empty(), file));
    assertTrue(e.getMessage().startsWith(file + ": can't be written: "), e.getMessage());
    assertEquals(Set.of(file), Set.copyOf(files()));
  }

  @Test
  void aFolderThatTakesNoFileIsNamedInOneLine() {
    for (String name : List.of("/sys/kernel/run.json", "/nowhere/run.json")) {
      RunFileException e =
          assertThrows(RunFileException.class, () -> RunFile.write(Runs.empty(), Path.of(name)));
      assertTrue(e.getMessage().startsWith(name + ": can't be written: "), e.getMessage());
      assertEquals(1, e.getMessage().lines().count());
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, out -> out.write("after".getBytes()));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("after", Files.readString(file));
  }

  @Test
  void aDeviceIsWrittenToAndStays() throws IOException {
    RunFile.write(Runs.empty(), Path.of("/dev/null"));
    assertTrue(Files.readAttributes(Path.of("/dev/null"), "isOther").containsValue(true));
    RunFileException e =
        assertThrows(
            RunFileException.class, () -> RunFile.write(Runs.empty(), Path.of("/dev/full")));
    assertEquals("/dev/full: can't be written: No space left on device", e.getMessage());
  }

  @Test
  void anInterruptedThreadStillSaves() throws IOException {
    Path file = folder.resolve("f");
    Thread.currentThread().interrupt();
    try {
      RunFile.write(Runs.partial(), file);
    } finally {
      assertTrue(Thread.interrupted());
    }
    DeepEquality.assertSame(Runs.partial(), RunFile.read(file));
  }

  private void onlyHas(String name, String content) throws IOException {
    assertEquals(List.of(folder.resolve(name)), files());
    assertEquals(content, Files.readString(folder.resolve(name)));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
