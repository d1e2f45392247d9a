package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} as a user runs it, with and without root. */
@KernelTest
@Tag(JarRun.NEEDED)
class DoctorIT {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @TempDir(factory = TargetFolder.class)
  Path folder;

  /** A machine on which these tests run can measure. */
  @Test
  void rootIsToldEverything() throws Exception {
    JarRun.Outcome run = JarRun.of(folder, "doctor");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("\nHookBench can measure here: blocked 0, "), run.toString());
    assertTrue(run.out().contains(", unknown 0, "), run.toString());
    assertEquals("", run.err(), run.toString());
    assertEquals("", run.leftInTmp());
  }

  @Test
  void nobodyIsToldWhatRootWouldBe() throws Exception {
    try (JarRun started = JarRun.startThrough(folder, AS_NOBODY, "doctor", "--json")) {
      JarRun.Outcome run = started.await();
      assertEquals(69, run.exitCode(), run.toString());
      JsonNode root = new ObjectMapper().readTree(run.out());
      assertEquals("hookbench-doctor", root.path("format").asText());
      assertEquals("BLOCKED", status(root, "capabilities"));
      assertEquals("UNKNOWN", status(root, "other-programs"));
      assertNotEquals("BLOCKED", status(root, "libbpf"));
      assertEquals(1, root.path("blocked").asInt(), run.toString());
      assertEquals("", run.err(), run.toString());
      assertEquals("", run.leftInTmp());
    }
  }

  /** The mount ends with its namespace. */
  @Test
  void worksWhereNoForeignCallDoes() throws Exception {
    List<String> noexec =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "for d in /run /dev/shm /tmp /var/tmp $HOME; do mount -t tmpfs -o noexec none $d; done;"
                + " cd /tmp; exec \"$@\"",
            "sh");
    try (JarRun started = JarRun.startThrough(folder, noexec, "doctor", "--json")) {
      JarRun.Outcome run = started.await();
      assertEquals(69, run.exitCode(), run.toString());
      JsonNode root = new ObjectMapper().readTree(run.out());
      assertEquals("BLOCKED", status(root, "native-code"));
      assertEquals("BLOCKED", status(root, "libbpf"));
      assertEquals("UNKNOWN", status(root, "other-programs"));
      assertEquals("OK", status(root, "capabilities"));
    }
    try (JarRun started = JarRun.startThrough(folder, noexec, "-p", "hook=tc")) {
      JarRun.Outcome run = started.await();
      assertEquals(69, run.exitCode(), run.toString());
      assertEquals(1, run.err().lines().count(), run.toString());
      assertTrue(run.err().contains("-Dhookbench.native=FOLDER"), run.toString());
    }
  }

  @Test
  void wrongOptionIsOneLine() throws Exception {
    JarRun.Outcome run = JarRun.of(folder, "doctor", "--yaml");
    assertEquals(64, run.exitCode(), run.toString());
    assertEquals(1, run.err().lines().count(), run.toString());
  }

  private static String status(JsonNode root, String id) {
    for (JsonNode check : root.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        return check.path("status").asText();
      }
    }
    throw new AssertionError("no check " + id);
  }
}
