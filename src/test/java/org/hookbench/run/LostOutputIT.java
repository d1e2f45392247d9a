package org.hookbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Runs;
import org.hookbench.testing.TargetFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Output that can't be written: never exit code 0, and always said, unless its reader left. What
 * has no need of the lock of a run is run side by side.
 */
@KernelTest
@Tag(JarRun.NEEDED)
class LostOutputIT {
  private static final String LOST =
      "hookbench: can't write standard output: No space left on device";

  @TempDir(factory = TargetFolder.class)
  Path folder;

  @BeforeEach
  void saveRun() throws IOException {
    RunFile.write(Runs.quick().data(), folder.resolve("a.json"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-h",
        "--version",
        "-l",
        "-lp",
        "-lprof",
        "-lrf",
        "hooks",
        "programs",
        "doctor",
        "doctor --json",
        "show",
        "show --json",
        "report a.json",
        "report a.json --format md",
        "report a.json --format csv",
        "report a.json --format json",
        "report a.json --format html",
        "compare a.json a.json",
        "compare a.json a.json --format csv",
        "compare a.json a.json --format json",
        "compare a.json a.json --format md",
        "compare -h"
      })
  void fullDiskIsSaidInOneLine(String arguments) throws Exception {
    JarRun.Outcome run = shell("\"$@\" " + arguments + " >/dev/full");
    assertEquals(73, run.exitCode(), run.toString());
    assertEquals(LOST, run.err().strip());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"-h", "report a.json", "compare a.json a.json", "hooks"})
  void readerThatLeavesIsNoFailure(String arguments) throws Exception {
    // the fifo's reader is gone before anything is written
    JarRun.Outcome run =
        shell(
            "mkfifo f; head -c 0 <f & exec 3>f; wait; \"$@\" " + arguments + " >&3; c=$?; exit $c");
    assertEquals(141, run.exitCode(), run.toString());
    assertEquals("", run.err());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void closedOutputIsSaid() throws Exception {
    JarRun.Outcome run = shell("\"$@\" -h >&-");
    assertEquals(73, run.exitCode(), run.toString());
    assertEquals("hookbench: can't write standard output: Bad file descriptor", run.err().strip());
  }

  /** Nothing is measured whose report has nowhere to go. */
  @ParameterizedTest
  @ValueSource(strings = {">/dev/full", "-o /dev/full", ">/mnt/full/out", "-o /mnt/full/out"})
  void runIsNotBegunWhereItsOutputIsLost(String output) throws Exception {
    JarRun.Outcome run =
        shell(
            "mkdir /mnt/full && mount -t tmpfs -o size=4k none /mnt/full"
                + " && head -c 4096 /dev/zero >/mnt/full/zeros;"
                + " \"$@\" UdpPackets -p hook=tc -f 1 -i 5 -wi 1 "
                + output);
    assertEquals(73, run.exitCode(), run.toString());
    assertEquals(1, run.err().lines().count(), run.toString());
    assertTrue(run.err().contains("No space left on device"), run.toString());
    assertTrue(Files.notExists(folder.resolve("hookbench-results")) || isEmptyResults());
  }

  /** Escape sequences, BEL, CSI of C1, and what reverses the direction of writing. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"", "hooks ", "report ", "compare a.json ", "-p ", "UdpPackets -p hook="})
  void argumentsReachNoTerminalAsControls(String command) throws Exception {
    String raw = "$(printf 'a\\033[31mx\\007\\302\\2332J\\342\\200\\256x')";
    JarRun.Outcome run = shell("\"$@\" " + command + "\"" + raw + "\"");
    assertTrue(run.exitCode() != 0, run.toString());
    // which would be said before the argument is
    assertFalse(run.err().contains("another HookBench run"), run.err());
    assertPlain(run.out() + run.err());
  }

  /** Each would be known at the end only, when the run could not be saved. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-p program=\"$(printf 'a\\033[2J.o'):f\" | has the control character U+001B",
        "-rff r.json -Dhookbench.save=./r.json | the saved run and JMH's results are one file"
      })
  void whatWouldLoseTheRunIsRefusedBeforeIt(String arguments, String words) throws Exception {
    JarRun.Outcome run = shell("\"$@\" UdpPackets -p hook=tc -f 1 -i 5 -wi 1 " + arguments);
    assertEquals(64, run.exitCode(), run.toString());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.toString());
    assertTrue(run.err().contains(words), run.toString());
    assertPlain(run.err());
  }

  @Test
  void runWhoseFolderGoesMeanwhileIsSavedElsewhere() throws Exception {
    JarRun.Outcome run =
        shell(
            "mkdir gone; { until grep -q warm-up stdout; do sleep 0.05; done; rm -r gone; } &"
                + " \"$@\" UdpPackets -p hook=tc -f 1 -i 5 -wi 1 -rff gone/j.csv -rf csv"
                + " -Dhookbench.save=gone/r.json; c=$?; wait; exit $c");
    assertEquals(73, run.exitCode(), run.toString());
    Path saved = elsewhere("; the run is saved in (\\S+.json); ", run.err());
    assertEquals(1, RunFile.read(saved).cases().size());
    Path ofJmh = elsewhere("; JMH's results are in (\\S+-jmh.csv)", run.err());
    assertTrue(Files.readString(ofJmh).contains("UdpPackets.cost"));
  }

  /** The run's own name of the folder is another, and this process's is the same file's. */
  private Path elsewhere(String says, String line) {
    Matcher matcher = Pattern.compile(says).matcher(line);
    assertTrue(matcher.find(), line);
    return folder.resolve(Path.of(matcher.group(1)).getFileName());
  }

  private static void assertPlain(String printed) {
    assertTrue(
        printed
            .codePoints()
            .noneMatch(c -> c < 32 && c != '\n' || c >= 127 && c < 160 || c == 0x202e),
        printed);
  }

  private boolean isEmptyResults() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("hookbench-results"))) {
      return files.findAny().isEmpty();
    }
  }

  /** A script whose arguments start the jar. */
  private JarRun.Outcome shell(String script) throws Exception {
    try (JarRun run = JarRun.startThrough(folder, List.of("sh", "-c", script, "sh"))) {
      return run.await();
    }
  }
}
