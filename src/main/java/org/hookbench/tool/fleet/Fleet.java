package org.hookbench.tool.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.HeterogeneityEstimator;
import org.hookbench.framework.stats.UnusableDataException;
import org.hookbench.tool.compare.RefusedException;
import org.hookbench.tool.compare.RunReader;

/** Reads a folder with the runs of many machines, and summarises over the machines. */
public final class Fleet {
  private final RunReader reader;
  private final OptionalDouble delta;
  private final HeterogeneityEstimator estimator;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param reader of saved runs
   * @param delta the smallest effect of interest, a fraction; empty for each run's own
   * @param estimator of the variance between machines
   */
  public Fleet(RunReader reader, OptionalDouble delta, HeterogeneityEstimator estimator) {
    this.reader = reader;
    this.delta = delta;
    this.estimator = estimator;
  }

  /**
   * What the machines of a folder say.
   *
   * @throws RefusedException where it is no folder, or has no run, one run twice, the runs of one
   *     machine only, or nothing that two machines have in common
   * @throws IOException where a file can't be read as a run; its message is the one line to print
   */
  public FleetResults read(Path folder) throws IOException, RefusedException {
    FleetFolder found = FleetFolder.read(folder, reader);
    if (found.newest().size() < 2) {
      throw new RefusedException(
          folder
              + ": has runs of one machine only, "
              + found.newest().keySet().iterator().next()
              + "; a fleet has two or more, each with a folder or a file of its own");
    }
    notes.addAll(found.notes());
    List<Machine> machines = new ArrayList<>();
    for (Map.Entry<String, Path> one : found.newest().entrySet()) {
      machines.add(machine(one.getKey(), one.getValue()));
    }
    FleetCases cases = new FleetCases(machines, estimator);
    List<FleetCase> judged = cases.judged();
    if (!FleetCases.haveAnythingInCommon(judged)) {
      notes.add(0, folder + ": no two machines have a hook of a workload in common");
      notes.add(cases.described());
      throw new RefusedException(String.join("; ", notes));
    }
    notes.addAll(cases.notes());
    return new FleetResults(
        folder, Analysis.CONFIDENCE, estimator, cases.comparisons(), machines, judged, notes);
  }

  private Machine machine(String name, Path file) throws IOException, RefusedException {
    RunData run = reader.read(file);
    ended(name, run);
    try {
      RunResults results = Analysis.of(run, delta);
      return new Machine(name, file, run.startedMillis(), run.machine(), results.cases());
    } catch (UnusableDataException e) {
      throw new RefusedException(file + ": " + e.getMessage());
    }
  }

  private void ended(String name, RunData run) {
    if (run.status() == RunData.Status.PARTIAL) {
      notes.add(name + " is partial: the run was stopped");
    } else if (run.status() == RunData.Status.FAILED) {
      notes.add(
          name + " failed: " + run.failures().stream().findFirst().orElse("a fork did not end"));
    }
  }
}
