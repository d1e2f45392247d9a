package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.NeedsCommands;
import org.hookbench.testing.Screen;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in a pseudo-terminal of script(1). */
@KernelTest
@NeedsCommands("script")
@Tag(JarRun.NEEDED)
class TerminalIT {
  /** Rows, columns, TERM, and then the command. */
  private static final String IN_TERMINAL =
      "rows=$1 columns=$2; export TERM=$3; shift 3;"
          + " exec script -qefc \"stty rows $rows cols $columns; exec $*\" /dev/null";

  private static final String RUN = "-f 2 -i 20 -wi 5 -p hook=tc UdpPackets";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  private JarRun.Outcome inTerminal(int columns, int rows, String term, String command)
      throws Exception {
    List<String> through =
        List.of(
            "sh", "-c", IN_TERMINAL, "sh", Integer.toString(rows), Integer.toString(columns), term);
    try (JarRun run = JarRun.startThrough(folder, through, command.split(" "))) {
      return run.await();
    }
  }

  /** What a report of it prints on such a terminal. */
  private List<String> report(int columns, int rows) throws Exception {
    JarRun.Outcome report = inTerminal(columns, rows, "xterm", "report");
    assertEquals(0, report.exitCode(), report.toString());
    return new Screen(columns, rows).write(report.out()).lines();
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 30"})
  void theScreenEndsWithTheWholeAnswer(int columns, int rows) throws Exception {
    JarRun.Outcome outcome = inTerminal(columns, rows, "xterm", RUN);
    assertEquals(0, outcome.exitCode(), outcome.toString());
    assertTrue(outcome.out().contains("Trying out"), outcome.out());
    assertTrue(outcome.out().contains("UdpPackets, fork 1 of 2 ["), outcome.out());
    List<String> screen = new Screen(columns, rows).write(outcome.out()).lines();
    List<String> answer = answer(report(columns, rows));
    assertEquals(answer, answer(screen).subList(0, answer.size()), screen.toString());
    String last = screen.get(screen.size() - 1);
    assertTrue(last.startsWith("More:"), screen.toString());
    assertTrue(screen.stream().noneMatch(l -> l.contains(" left")), screen.toString());
  }

  @ParameterizedTest
  @CsvSource({"dumb", "''"})
  void aTerminalThatCanNotPaintHasALineAFork(String term) throws Exception {
    JarRun.Outcome outcome = inTerminal(80, 24, term, RUN);
    assertEquals(0, outcome.exitCode(), outcome.toString());
    assertFalse(outcome.out().contains("\u001b"), outcome.out());
    assertTrue(outcome.out().contains("  fork 1 of 2"), outcome.out());
  }

  /** From its title on. */
  private static List<String> answer(List<String> lines) throws IOException {
    List<String> from = new ArrayList<>(lines);
    while (!from.isEmpty() && !from.get(0).startsWith("What an empty")) {
      from.remove(0);
    }
    return from;
  }
}
