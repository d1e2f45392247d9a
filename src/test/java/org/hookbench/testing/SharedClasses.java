package org.hookbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hookbench.testing.JarRun.Outcome;
import org.hookbench.tool.cli.error.ExitCode;

/**
 * The classes that the jar and its forks load, parsed and verified once for all runs of the tests:
 * every run starts three JVMs or more. A JVM that finds another jar than the archive's does without
 * it. Source: java(1), "Application Class Data Sharing".
 */
final class SharedClasses {
  private static final Path FOLDER = Path.of("target", "shared-classes").toAbsolutePath();
  private static final Path LIST = FOLDER.resolve("classes.list");
  private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");

  private SharedClasses() {}

  /**
   * What a JVM that runs the jar is told, so that it takes them from the archive; nothing while a
   * test that holds the run lock keeps it from being made.
   */
  static synchronized List<String> options(Path jar) {
    try {
      boolean made =
          Files.exists(ARCHIVE)
              && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(jar)) >= 0;
      if (!made && !make(jar)) {
        return List.of();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "-XX:SharedArchiveFile=" + JarRun.inside(ARCHIVE),
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /**
   * By a measured run, which loads most of them.
   *
   * @return false where another run is going on
   */
  private static boolean make(Path jar) throws IOException {
    Files.createDirectories(FOLDER);
    for (Path old : files()) {
      Files.delete(old);
    }
    Outcome run =
        outcome(
            List.of("-XX:DumpLoadedClassList=%p.loaded", "-jar", JarRun.inside(jar)),
            "UdpPackets -p hook=tc -f 1 -i 5 -wi 1 -Dhookbench.save=run.json".split(" "));
    if (run.exitCode() == ExitCode.UNAVAILABLE && run.err().contains("another HookBench run")) {
      return false;
    }
    require(run);
    Set<String> loaded = new LinkedHashSet<>();
    for (Path file : files()) {
      if (file.toString().endsWith(".loaded")) {
        loaded.addAll(Files.readAllLines(file));
      }
    }
    Files.write(LIST, loaded);
    require(
        outcome(
            List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + LIST.getFileName(),
                "-XX:SharedArchiveFile=" + ARCHIVE.getFileName(),
                "-cp",
                JarRun.inside(jar))));
    return true;
  }

  private static void require(Outcome outcome) {
    if (outcome.exitCode() != 0) {
      throw new AssertionError("no archive of classes: " + outcome);
    }
  }

  private static Outcome outcome(List<String> java, String... arguments) throws IOException {
    try (JarRun run = JarRun.start(FOLDER, List.of(), java, arguments)) {
      return run.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
