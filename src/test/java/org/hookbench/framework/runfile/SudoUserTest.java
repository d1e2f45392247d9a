package org.hookbench.framework.runfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run under sudo leaves is seen by RunIT, which may change owners. */
class SudoUserTest {
  private static final Map<String, String> JOE = Map.of("SUDO_UID", "1000", "SUDO_GID", "100");

  @Test
  void rootUnderSudoWorksForTheUserWhoCalledIt() {
    assertEquals(Optional.of(new SudoUser(1000, 100)), SudoUser.of(JOE, 0));
  }

  @Test
  void othersWorkForThemselves() {
    assertEquals(Optional.empty(), SudoUser.of(JOE, 1000), "sudo -u, whose files are its own");
    assertEquals(Optional.empty(), SudoUser.of(Map.of(), 0));
    assertEquals(Optional.empty(), SudoUser.of(Map.of("SUDO_UID", "1000"), 0));
    for (String odd : List.of("", "-1", "joe", "1 ", "4294967296")) {
      assertEquals(Optional.empty(), SudoUser.of(Map.of("SUDO_UID", odd, "SUDO_GID", "1"), 0), odd);
    }
  }

  /** chown(2) takes numbers up to 4294967294; the next one means "leave it". */
  @Test
  void numbersOfTenDigitsAreUsersToo() {
    assertEquals(
        Optional.of(new SudoUser(Integer.parseUnsignedInt("4294967294"), 2_000_000_000)),
        SudoUser.of(Map.of("SUDO_UID", "4294967294", "SUDO_GID", "2000000000"), 0));
    assertEquals(
        Optional.empty(), SudoUser.of(Map.of("SUDO_UID", "4294967295", "SUDO_GID", "1"), 0));
  }

  @Test
  void saysWhetherAFileChangedHands(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("f"));
    assertTrue(SudoUser.ownerOf(file).own(file), "to whom it belongs already");
    assertFalse(SudoUser.ownerOf(file).own(folder.resolve("missing")));
  }
}
