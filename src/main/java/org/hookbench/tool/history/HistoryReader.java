package org.hookbench.tool.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.UnusableDataException;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.RunFolder;
import org.hookbench.tool.compare.RunReader;

/** Finds the runs of a history, and reads them in the order of their own starts. */
final class HistoryReader {
  private static final int FEWEST_RUNS = 2;
  private static final int MOST_NAMED = 3;
  private static final Comparator<HistoryRun> BY_START =
      Comparator.comparingLong(HistoryRun::startedMillis).thenComparing(HistoryRun::file);

  private final RunReader reader;
  private final HistoryRequest request;
  private final List<String> notes = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();

  HistoryReader(RunReader reader, HistoryRequest request) {
    this.reader = reader;
    this.request = request;
  }

  /** One line each. */
  List<String> notes() {
    return notes;
  }

  /**
   * Reads them.
   *
   * @throws RefusedException where a folder is none, or there are fewer than two runs
   * @throws IOException where a file can't be read as a run; its message is the one line to print
   */
  List<HistoryRun> runs() throws IOException, RefusedException {
    Map<String, Path> seen = new HashMap<>();
    List<HistoryRun> runs = new ArrayList<>();
    for (Path file : files()) {
      RunData run = reader.read(file);
      Path first =
          seen.putIfAbsent(RunFolder.identity(run.startedMillis(), run.design().seed()), file);
      if (first == null) {
        runs.add(of(file, run));
      } else {
        notes.add(file + " is left out: it is the same run as " + first);
      }
    }
    if (runs.size() < FEWEST_RUNS) {
      throw new RefusedException(tooFew(runs));
    }
    runs.sort(BY_START);
    int from = Math.max(0, runs.size() - request.newest().orElse(runs.size()));
    List<HistoryRun> numbered = new ArrayList<>();
    for (HistoryRun r : runs.subList(from, runs.size())) {
      numbered.add(
          new HistoryRun(
              numbered.size() + 1,
              r.file(),
              r.startedMillis(),
              r.version(),
              r.status(),
              r.facts(),
              r.cases()));
    }
    numbered.forEach(this::ended);
    return numbered;
  }

  /** Those that are named, and those in the folders that are named. */
  private Set<Path> files() throws IOException, RefusedException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path named : request.files()) {
      if (Files.isDirectory(named) || !Files.exists(named) && !isFile(named)) {
        for (Path file : RunFolder.files(named)) {
          if (RunFolder.isRun(file)) {
            files.add(file);
          } else {
            others.add(file);
          }
        }
      } else {
        files.add(named);
      }
    }
    if (!others.isEmpty()) {
      notes.add("passed over, for no run of HookBench: " + named(others));
    }
    return files;
  }

  /** What is not there is called a folder or a file by its name. */
  private static boolean isFile(Path named) {
    return named.toString().endsWith(RunFolder.RUN);
  }

  private String tooFew(List<HistoryRun> runs) {
    String where = request.files().stream().map(Path::toString).collect(Collectors.joining(", "));
    if (runs.isEmpty()) {
      return where
          + ": there is no saved run in it (*.json)"
          + (others.isEmpty() ? "" : ", only what is none: " + named(others));
    }
    return where
        + ": has one run only, "
        + runs.get(0).file()
        + "; a history has two or more"
        + notes.stream().map(n -> "; " + n).collect(Collectors.joining());
  }

  private static String named(List<Path> files) {
    String some =
        files.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", "));
    return files.size() <= MOST_NAMED
        ? some
        : some + " and " + (files.size() - MOST_NAMED) + " more";
  }

  /** Its slices are not kept: a history may have hundreds of runs. */
  private HistoryRun of(Path file, RunData run) throws RefusedException {
    try {
      return new HistoryRun(
          0,
          file,
          run.startedMillis(),
          run.version(),
          run.status(),
          run.machine(),
          Analysis.of(run, request.delta()).cases());
    } catch (UnusableDataException e) {
      throw new RefusedException(file + ": " + e.getMessage());
    }
  }

  private void ended(HistoryRun run) {
    if (run.status() == RunData.Status.PARTIAL) {
      notes.add("run " + run.number() + " is partial: it was stopped");
    } else if (run.status() == RunData.Status.FAILED) {
      notes.add("run " + run.number() + " failed: a fork of it did not end");
    }
  }
}
