package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.RunData.Status;
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
  void aReplacedFileKeepsItsMode() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw---x"));
    AtomicFile.write(file, out -> out.write("after".getBytes()));
    assertEquals("after", Files.readString(file));
    assertEquals("rw-rw---x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aReportThatGrowsTakesTheFilesPlaceAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    Path other = Files.createLink(folder.resolve("other"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (OutputStream out = AtomicFile.open(file)) {
      assertEquals("", Files.readString(file));
      out.write("after".getBytes());
    }
    assertEquals("after", Files.readString(file));
    assertEquals("before", Files.readString(other), "what a hard link of others leads to stays");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(2, files().size());
  }

  /** As root: the folder's owner must not lead a file elsewhere, whenever the link appears. */
  @Test
  void rootFollowsNoLinkOfAnotherUser() throws IOException {
    assumeTrue(SudoUser.isRoot());
    Path hers = Files.createDirectory(folder.resolve("hers"));
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Path kept = Files.writeString(mine.resolve("f"), "before");
    Path file = Files.createSymbolicLink(hers.resolve("f"), kept);
    Path through = Files.createSymbolicLink(hers.resolve("sub"), mine);
    for (Path p : List.of(hers, file, through)) {
      Files.setAttribute(p, "unix:uid", 4321, LinkOption.NOFOLLOW_LINKS);
    }
    for (Path attacked : List.of(file, through.resolve("f"), through.resolve("new"))) {
      IOException e =
          assertThrows(IOException.class, () -> AtomicFile.write(attacked, out -> out.write(1)));
      assertTrue(e.getMessage().contains("another user can change"), e.getMessage());
      assertThrows(IOException.class, () -> AtomicFile.open(attacked).close());
      assertThrows(OutputException.class, () -> OutputCheck.requireWritable(attacked, 1));
    }
    assertThrows(IOException.class, () -> AtomicFile.makeFolder(through.resolve("folder")));
    assertEquals("before", Files.readString(kept));
    try (Stream<Path> all = Files.list(mine)) {
      assertEquals(List.of(kept), all.toList());
    }
  }

  /**
   * In a folder such as /tmp only its owner can move a link; elsewhere she moves what is before it.
   */
  @Test
  void rootFollowsItsOwnLinkWhereNobodyElseMovesIt() throws IOException {
    assumeTrue(SudoUser.isRoot());
    Path sticky = Files.createDirectory(folder.resolve("sticky"));
    Files.setAttribute(sticky, "unix:mode", 01777);
    Path kept = Files.writeString(folder.resolve("f"), "before");
    Path link = Files.createSymbolicLink(sticky.resolve("link"), kept);
    AtomicFile.write(link, out -> out.write("after".getBytes()));
    assertEquals("after", Files.readString(kept));
    assertTrue(Files.isSymbolicLink(link));

    Files.setAttribute(link, "unix:uid", 4321, LinkOption.NOFOLLOW_LINKS);
    assertThrows(IOException.class, () -> AtomicFile.write(link, out -> out.write(1)));
    Files.setAttribute(link, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(sticky, "unix:mode", 0777);
    assertThrows(IOException.class, () -> AtomicFile.write(link, out -> out.write(1)));

    Path hers = Files.createDirectory(folder.resolve("hers"));
    Path inside = Files.createDirectory(hers.resolve("inside"));
    Path after = Files.createSymbolicLink(inside.resolve("link"), kept);
    Files.setAttribute(hers, "unix:uid", 4321);
    assertThrows(IOException.class, () -> AtomicFile.write(after, out -> out.write(1)));
    assertEquals("after", Files.readString(kept));
  }

  @Test
  void anOwnersFileStaysHersAndKeepsNoSetuid() throws IOException {
    assumeTrue(SudoUser.isRoot());
    Path file = Files.writeString(folder.resolve("f"), "before");
    Files.setAttribute(file, "unix:uid", 4321);
    Files.setAttribute(file, "unix:mode", 04755);
    AtomicFile.write(file, out -> out.write(1));
    assertEquals(4321, Files.getAttribute(file, "unix:uid"));
    assertEquals(0100755, Files.getAttribute(file, "unix:mode"));
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
