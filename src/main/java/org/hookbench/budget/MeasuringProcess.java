package org.hookbench.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.framework.runfile.RunFileException;

/** A measured run in a process of its own. It ends with this one, however that ends. */
final class MeasuringProcess implements AutoCloseable {
  private static final String MAIN = "org.hookbench.tool.cli.Main";
  private static final String PARENT = "org.hookbench.parent";
  private static final String NATIVE = "hookbench.native";
  private static final String OWN_LINES = "hookbench: ";

  /** For tests of what comes of a measurement: with it forks measure next to nothing. */
  static final String SHORT_FORKS = "org.hookbench.budget.shortForks";

  /** What a run may take beyond its time: the least number of forks on a slow machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  // exit codes as docs/running.md lists them
  private static final int COMPLETE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 64;
  private static final int BAD_DATA = 65;
  private static final int UNAVAILABLE = 69;
  private static final int NO_RESOURCES = 71;
  private static final int NO_PERMISSION = 77;

  private final List<String> command = new ArrayList<>();
  private final Budget budget;
  private final Duration time;
  private final Path folder;
  private final Path saved;

  MeasuringProcess(String workload, Map<String, String> params, Duration time, Budget budget)
      throws IOException {
    this.budget = budget;
    this.time = time;
    folder = Files.createTempDirectory("hookbench-budget");
    saved = folder.resolve("run.json");
    long seconds = time.toSeconds();
    command.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + PARENT + "=" + ProcessHandle.current().pid(),
            "-Dhookbench.profile=quick",
            "-Dhookbench.budget=" + budget.text(),
            "-Dhookbench.time=" + seconds + "s",
            "-Dhookbench.save=" + saved));
    String nativeFolder = System.getProperty(NATIVE);
    if (nativeFolder != null) {
      command.add("-D" + NATIVE + "=" + nativeFolder);
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            MAIN,
            "(^|\\.)" + Pattern.quote(workload) + "\\.",
            "--wait=" + seconds));
    if (Boolean.getBoolean(SHORT_FORKS)) {
      command.add(1, "-XX:TieredStopAtLevel=1");
      command.addAll(List.of("-i", "20", "-wi", "2"));
    }
    params.forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
  }

  /**
   * Runs it to its end.
   *
   * @throws UsageException where what is to be measured is not there or does not fit
   * @throws IllegalStateException where it fails for a reason that is no finding
   */
  Finding run() throws IOException, InterruptedException {
    Path errors = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(errors.toFile())
            .start();
    Thread ending =
        new Thread(
            () -> {
              end(process);
              close();
            },
            "ends a measurement");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(time.multipliedBy(2).plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
        return Finding.nothing("the measurement did not end in time");
      }
      return finding(process.exitValue(), lastLine(errors));
    } finally {
      end(process);
      forget(ending);
    }
  }

  private Finding finding(int exitCode, String line) {
    return switch (exitCode) {
      case COMPLETE, FAILED -> read(line);
      case USAGE, BAD_DATA -> throw new UsageException(line);
      case UNAVAILABLE, NO_RESOURCES, NO_PERMISSION -> Finding.nothing(line);
      default ->
          throw new IllegalStateException(
              "the measuring process ended with exit code " + exitCode + ": " + line);
    };
  }

  private Finding read(String line) {
    if (!Files.exists(saved)) {
      throw new IllegalStateException("the measuring process saved no run: " + line);
    }
    try {
      return Finding.of(RunFile.read(saved), budget);
    } catch (RunFileException e) {
      throw new IllegalStateException("the run that was saved can't be read", e);
    }
  }

  /** Of what it said on standard error; anything else there is of the JVM or of JMH. */
  private static String lastLine(Path errors) throws IOException {
    String last = "";
    for (String line : Files.readString(errors).split("\\R")) {
      if (line.startsWith(OWN_LINES)) {
        last = line.substring(OWN_LINES.length());
      }
    }
    return last;
  }

  /** By SIGTERM, on which it ends its fork and leaves nothing. */
  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // this process is ending, and the hook with it
      return;
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // what stays in the temporary folder changes nothing about what was found
      return;
    }
  }
}
