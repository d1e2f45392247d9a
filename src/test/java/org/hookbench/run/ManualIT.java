package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hookbench.testing.BpfCompiler;
import org.hookbench.testing.Command;
import org.hookbench.testing.DocumentedCommands;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that a newcomer follows, command by command, in one folder; measured is less. */
@KernelTest
@Tag(JarRun.NEEDED)
@Tag(BpfCompiler.NEEDED)
class ManualIT {
  private static final Path DOCS = Path.of("docs");

  private static final Path FIRST_PROGRAM = DOCS.resolve("first-program.md");

  /** What a gate may say of one fork. */
  private static final int UNDECIDED = 2;

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @Test
  void gettingStarted() throws Exception {
    follow("getting-started.md");
    assertTrue(Files.size(folder.resolve("run.html")) > 0);
  }

  @Test
  void yourFirstProgram() throws Exception {
    Files.writeString(folder.resolve("count_udp.bpf.c"), firstProgram());
    DocumentedCommands.Shown clang =
        DocumentedCommands.of(FIRST_PROGRAM).stream()
            .filter(c -> c.text().startsWith("clang"))
            .findFirst()
            .orElseThrow();
    Command.run("clang", List.of("sh", "-c", "cd " + folder + " && " + clang.text()));
    byte[] f = BpfCompiler.compile("SEC(\"tc\") int f(struct __sk_buff *skb) { return 0; }");
    Files.write(folder.resolve("old.bpf.o"), f);
    Files.write(folder.resolve("new.bpf.o"), f);
    follow("first-program.md");
  }

  @Test
  void upgradingAKernel() throws Exception {
    follow("upgrading.md");
    for (String run : List.of("before", "after", "before2", "after2")) {
      assertTrue(Files.exists(folder.resolve(run + ".json")), run);
    }
  }

  /** The source that the page shows. */
  static String firstProgram() throws IOException {
    return Files.readAllLines(FIRST_PROGRAM).stream()
        .dropWhile(l -> !l.startsWith("    #include"))
        .takeWhile(l -> l.startsWith("    "))
        .map(String::strip)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Runs what a page shows of ours, once each. */
  private void follow(String page) throws Exception {
    Set<List<String>> commands = new LinkedHashSet<>();
    for (DocumentedCommands.Shown shown : DocumentedCommands.of(DOCS.resolve(page))) {
      if (shown.isOurs() && !shown.arguments().contains("profile")) {
        commands.add(shown.shortened().arguments());
      }
    }
    assertTrue(commands.size() > 3, commands.toString());
    for (List<String> arguments : commands) {
      JarRun.Outcome outcome = JarRun.of(folder, arguments.toArray(String[]::new));
      int expected = arguments.contains("--fail-on") ? UNDECIDED : 0;
      assertEquals(expected, outcome.exitCode(), arguments + " " + outcome);
      assertEquals("", outcome.leftInTmp(), arguments.toString());
      assertEquals("", outcome.leftRunning(), arguments.toString());
    }
  }
}
