package org.hookbench.kernel.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  /** Above the kernel's largest process id. */
  private static final String DEAD = "99999999";

  @TempDir Path base;

  private String namespace;

  @BeforeEach
  void namespace() throws IOException {
    namespace =
        Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
  }

  @Test
  void isClosedToOthersAndGoneAfterwards() throws IOException {
    Path path;
    try (PrivateFolder folder = PrivateFolder.below(base)) {
      path = folder.path();
      assertEquals(base.toRealPath(), path.getParent());
      assertEquals(040700, (Integer) Files.getAttribute(path, "unix:mode") & 0177777);
      assertTrue(Ownership.isOursAlone(path));
      Files.writeString(path.resolve("library"), "x");
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void whereOthersCanWriteIsRefused() throws IOException {
    Path open = Files.createDirectory(base.resolve("open"));
    Path inside = Files.createDirectory(open.resolve("inside"));
    Files.setAttribute(open, "unix:mode", 0777);
    for (Path folder : new Path[] {open, inside}) {
      var refused =
          assertThrows(FileSystemException.class, () -> PrivateFolder.below(folder).close());
      assertEquals("other users can write to " + open.toRealPath(), refused.getReason());
    }
    assertEquals(Optional.of("other users can write to " + open), Ownership.exchangeable(inside));
  }

  @Test
  void whereOthersCanWriteButNotExchangeServes() throws IOException {
    Files.setAttribute(base, "unix:mode", 01777);
    PrivateFolder.below(base).close();
  }

  @Test
  void linkToWhereOthersCanWriteIsRefused() throws IOException {
    Path open = Files.createDirectory(base.resolve("open"));
    Files.setAttribute(open, "unix:mode", 0777);
    Path link = Files.createSymbolicLink(base.resolve("link"), open);
    assertThrows(FileSystemException.class, () -> PrivateFolder.below(link).close());
  }

  @Test
  void whatAKilledProcessLeftIsDeleted() throws IOException {
    Path left = left(namespace, DEAD);
    Path earlier = left(namespace, Long.toString(ProcessHandle.current().pid()));
    PrivateFolder.below(base).close();
    assertFalse(Files.exists(left));
    assertFalse(Files.exists(earlier));
  }

  @Test
  void whatALiveProcessHasStays() throws IOException {
    Path live = left(namespace, Long.toString(ProcessHandle.current().parent().get().pid()));
    Path elsewhere = left("1", DEAD);
    PrivateFolder.below(base).close();
    assertTrue(Files.exists(live.resolve("library")));
    assertTrue(Files.exists(elsewhere.resolve("library")));
  }

  @Test
  void whatIsOldIsDeletedWhoeverHadIt() throws IOException {
    Path elsewhere = left("1", "1");
    Files.setLastModifiedTime(elsewhere, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    PrivateFolder.below(base).close();
    assertFalse(Files.exists(elsewhere));
  }

  @Test
  void linkOfSuchANameIsNotFollowed() throws IOException {
    Path treasure = Files.createDirectory(base.resolve("treasure"));
    Files.writeString(treasure.resolve("library"), "x");
    String name = "hookbench-native-" + namespace + "-" + DEAD + "-1";
    Files.createSymbolicLink(base.resolve(name), treasure);
    PrivateFolder.below(base).close();
    assertTrue(Files.exists(treasure.resolve("library")));
  }

  private Path left(String ofNamespace, String pid) throws IOException {
    Path folder = base.resolve("hookbench-native-" + ofNamespace + "-" + pid + "-1");
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("library"), "x");
    return folder;
  }
}
