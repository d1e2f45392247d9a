package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run in a pseudo-terminal, which script(1) of util-linux makes. */
@KernelTest
@Tag(JarRun.NEEDED)
class TerminalIT {
  private static final Pattern CURSOR_UP = Pattern.compile("\u001b\\[\\d*A");
  private static final String ANSWER = "What an empty eBPF program costs";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  /** What the progress view paints over is its own, and never the report. */
  @ParameterizedTest
  @CsvSource({"24, 80", "30, 120"})
  void nothingIsPaintedOverTheReport(int rows, int columns) throws Exception {
    String inside = "stty rows " + rows + " cols " + columns + "; TERM=xterm exec $0";
    List<String> script =
        List.of(
            "sh",
            "-c",
            "command=\"$*\"; exec script -qec \""
                + inside.replace("$0", "$command")
                + "\" /dev/null",
            "sh");
    String arguments = "UdpPackets -p hook=tc -f 2 -i 5 -wi 1";
    try (JarRun run = JarRun.startThrough(folder, script, arguments.split(" "))) {
      JarRun.Outcome outcome = run.await();
      assertEquals(0, outcome.exitCode(), outcome.toString());
      int answer = outcome.out().indexOf(ANSWER);
      assertTrue(answer > 0, outcome.toString());
      assertTrue(
          CURSOR_UP.matcher(outcome.out().substring(0, answer)).find(), "nothing was painted");
      assertFalse(CURSOR_UP.matcher(outcome.out().substring(answer)).find(), outcome.toString());
      assertTrue(
          outcome.out().substring(answer).contains("The run is saved in"), outcome.toString());
    }
  }
}
