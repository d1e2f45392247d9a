package org.hookbench.budget;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.testing.Command;
import org.hookbench.testing.JarRun;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.Leftovers;
import org.hookbench.testing.OutsideClasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Budgets, and what is left behind when they have been decided. */
@KernelTest
@Tag(JarRun.NEEDED)
class HookBudgetIT {
  private static final Path TEMP = Path.of("/tmp");

  private Leftovers left;
  private List<Path> folders;

  @BeforeEach
  void noteWhatIsThere() throws Exception {
    left = Leftovers.since();
    folders = foldersOfBudgets();
    System.setProperty(MeasuringProcess.SHORT_FORKS, "true");
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    System.clearProperty(MeasuringProcess.SHORT_FORKS);
    left.awaitNone();
    assertEquals(folders, foldersOfBudgets());
  }

  private static List<Path> foldersOfBudgets() throws Exception {
    try (Stream<Path> all = Files.list(TEMP)) {
      return all.filter(f -> f.getFileName().toString().startsWith("hookbench-budget"))
          .sorted()
          .toList();
    }
  }

  /** The test class of docs/budget.md, run by JUnit as a build runs it. */
  @Test
  void classOfTheDocumentPasses(@TempDir Path classes) throws Exception {
    String classPath = System.getProperty("java.class.path");
    OutsideClasses.compile(OutsideClasses.shownIn(Path.of("docs/budget.md")), classPath, classes);
    String output =
        Command.run(
            "JUnit's launcher",
            List.of(
                Command.JAVA,
                "-D" + MeasuringProcess.SHORT_FORKS + "=true",
                "-cp",
                classPath + File.pathSeparator + classes,
                Launch.class.getName(),
                "com.example.ProgramCostTest"),
            900);
    assertTrue(output.contains("hook=tc program=count costs UdpPackets "), output);
    assertTrue(output.contains("within the budget of 100000ns; 12 forks, the program ran"), output);
    assertTrue(output.contains("1 succeeded, 0 failed, 0 aborted"), output);
  }

  @Test
  void programThatTakesThreeMicrosecondsIsOverABudgetOfOne() {
    HookBudget budget = HookBudget.hook("tc").program("spin@ns=3000").atMost(1, MICROSECONDS);
    AssertionError e = assertThrows(AssertionError.class, budget::check);
    assertTrue(
        e.getMessage().startsWith("hook=tc program=spin@ns=3000 costs UdpPackets +"),
        e.getMessage());
    assertTrue(e.getMessage().contains("): OVER the budget of 1000ns; 12 forks"), e.getMessage());
  }

  @Test
  void programThatDropsEverythingAborts() {
    HookBudget budget = HookBudget.hook("tc").program("drop@permille=1000").atMostPercent(50);
    TestAbortedException e = assertThrows(TestAbortedException.class, budget::check);
    assertTrue(
        e.getMessage().startsWith("not decided: UNTRUSTED: tc/drop@permille=1000: lost "),
        e.getMessage());
  }

  /** What measures ends with the test's JVM, whose end nothing announces. */
  @Test
  void killedTestEndsWhatMeasures(@TempDir Path classes) throws Exception {
    Path jar = Path.of(System.getProperty("benchmarks.jar")).toAbsolutePath();
    OutsideClasses.compile(
        """
        package com.example;

        import org.hookbench.budget.HookBudget;

        public class Killed {
          public static void main(String[] none) throws Exception {
            HookBudget.hook("tc").atMostPercent(1).check();
          }
        }
        """,
        jar.toString(),
        classes);
    Process test =
        new ProcessBuilder(
                Command.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar + File.pathSeparator + classes,
                "com.example.Killed")
            .redirectErrorStream(true)
            .redirectOutput(classes.resolve("output").toFile())
            .start();
    List<ProcessHandle> measuring = List.of();
    try {
      while (measuring.stream().noneMatch(HookBudgetIT::isFork)) {
        assertTrue(test.isAlive(), () -> "ended: " + read(classes.resolve("output")));
        Thread.sleep(20);
        measuring = test.descendants().toList();
      }
    } finally {
      test.destroyForcibly().waitFor();
    }
    for (ProcessHandle process : measuring) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    // the folder is the killed process's own
    for (Path folder : foldersOfBudgets()) {
      if (!folders.contains(folder)) {
        deleteAll(folder);
      }
    }
  }

  private static boolean isFork(ProcessHandle process) {
    return process.info().commandLine().filter(c -> c.contains("ForkedMain")).isPresent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void unknownHookIsAMistake() {
    HookBudget budget = HookBudget.hook("tcc").atMostPercent(50);
    UsageException e = assertThrows(UsageException.class, budget::check);
    assertTrue(e.getMessage().startsWith("unknown hook 'tcc'; did you mean"), e.getMessage());
  }

  /** With nothing but the jar on the class path, so without opentest4j. */
  @Test
  void withoutPrivilegesItAborts(@TempDir Path folder) throws Exception {
    Path jar = Path.of(System.getProperty("benchmarks.jar")).toAbsolutePath();
    OutsideClasses.compile(
        """
        package com.example;

        import org.hookbench.budget.BudgetAbortedException;
        import org.hookbench.budget.HookBudget;

        public class Nobody {
          public static void main(String[] none) throws Exception {
            try {
              HookBudget.hook("tc").atMostPercent(1).check();
            } catch (BudgetAbortedException e) {
              System.out.println("aborted: " + e.getMessage());
            }
          }
        }
        """,
        jar.toString(),
        folder);
    String output =
        Command.run(
            "setpriv",
            List.of(
                "setpriv",
                "--bounding-set=-all",
                "--inh-caps=-all",
                Command.JAVA,
                "-cp",
                jar + File.pathSeparator + folder,
                "com.example.Nobody"));
    assertEquals(
        "aborted: not decided: not allowed: this process lacks CAP_NET_ADMIN, CAP_SYS_ADMIN,"
            + " CAP_BPF; run it as root (sudo)",
        output.lines().filter(l -> l.startsWith("aborted")).collect(Collectors.joining("\n")),
        output);
  }
}
