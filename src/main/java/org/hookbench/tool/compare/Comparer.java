package org.hookbench.tool.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.stats.UnusableDataException;

/** Compares saved runs, or other tools' results. */
public final class Comparer {
  private final RunReader reader;

  /**
   * @param reader of our own runs
   */
  public Comparer(RunReader reader) {
    this.reader = reader;
  }

  /**
   * Reads all files and compares each other side with the base.
   *
   * @throws RefusedException where the results have nothing to compare, are of different kinds or
   *     units, or a side has a single sample
   * @throws IOException where a file can't be read as a result; its message is the one line to
   *     print
   */
  public ComparisonResults compare(Request request) throws IOException, RefusedException {
    List<Side> sides = new ArrayList<>(List.of(request.base()));
    sides.addAll(request.others());
    Optional<Path> ours = Optional.empty();
    Optional<Path> foreign = Optional.empty();
    for (Side side : sides) {
      Set<Path> seen = new HashSet<>();
      for (Path file : side.files()) {
        if (!seen.add(file.toAbsolutePath().normalize())) {
          throw new RefusedException(
              file + ": named twice on one side, its samples would count twice");
        }
        if (RunFolder.isRun(file)) {
          ours = Optional.of(file);
        } else {
          foreign = Optional.of(file);
        }
      }
    }
    if (ours.isPresent() && foreign.isPresent()) {
      throw new RefusedException(
          ours.get()
              + " is a run of HookBench and "
              + foreign.get()
              + " is not: they measure by different methods and can't be compared");
    }
    return ours.isPresent() ? runs(request, sides) : InputComparison.of(request);
  }

  private ComparisonResults runs(Request request, List<Side> sides)
      throws IOException, RefusedException {
    List<NamedRun> runs = new ArrayList<>();
    for (Side side : sides) {
      if (side.files().size() > 1) {
        throw new RefusedException(
            side.names() + ": several runs on one side; name one run a side");
      }
      runs.add(named(request, side));
    }
    try {
      return new RunComparison(request, runs).results();
    } catch (UnusableDataException e) {
      throw new RefusedException(sides.stream().map(Side::names).toList() + ": " + e.getMessage());
    }
  }

  private NamedRun named(Request request, Side side) throws IOException, RefusedException {
    Path file = side.files().get(0);
    try {
      return new NamedRun(side, Analysis.of(reader.read(file), request.delta()));
    } catch (UnusableDataException e) {
      throw new RefusedException(file + ": " + e.getMessage());
    }
  }
}
