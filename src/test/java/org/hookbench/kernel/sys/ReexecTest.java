package org.hookbench.kernel.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReexecTest {
  @TempDir Path temp;

  @Test
  void ofTheJvmsArgumentsTheOneThatIsReplacedIsLeftOut() {
    List<byte[]> command =
        Stream.of("java", "-Dx=/t", "-Xmx1g", "-jar", "b.jar", "-jvmArgs", "-Dx=/u")
            .map(s -> s.getBytes(StandardCharsets.UTF_8))
            .toList();
    List<String> kept =
        Reexec.withoutJvmArgument(command, "-Dx=").stream()
            .map(b -> new String(b, StandardCharsets.UTF_8))
            .toList();
    assertEquals(List.of("java", "-Xmx1g", "-jar", "b.jar", "-jvmArgs", "-Dx=/u"), kept);
  }

  @Test
  void performanceDataOfThisProcessIsDeleted() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("hsperfdata_someone"));
    Path ours = Files.createFile(folder.resolve(pid()));
    Path other = Files.createFile(folder.resolve("1"));
    Reexec.forgetPerformanceData(temp, "someone");
    assertFalse(Files.exists(ours));
    assertTrue(Files.exists(other));
  }

  @Test
  void linkInTheFoldersPlaceIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path file = Files.createFile(elsewhere.resolve(pid()));
    Files.createSymbolicLink(temp.resolve("hsperfdata_someone"), elsewhere);
    Reexec.forgetPerformanceData(temp, "someone");
    assertTrue(Files.exists(file));
  }

  private static String pid() {
    return Long.toString(ProcessHandle.current().pid());
  }
}
