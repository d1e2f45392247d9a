package org.hookbench.tool.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;

/** Runs and files as sides, for tests. */
public final class Compared {
  private Compared() {}

  /** The first run is the base. */
  static ComparisonResults runs(RunData... runs) throws Exception {
    return runs(Set.of(), runs);
  }

  static ComparisonResults runs(Set<String> hooks, RunData... runs) throws Exception {
    Path folder = Files.createTempDirectory("compared");
    Map<Path, RunData> saved = new LinkedHashMap<>();
    List<List<Path>> files = new ArrayList<>();
    for (RunData run : runs) {
      Path file = saved(folder, "run" + saved.size() + ".json");
      saved.put(file, run);
      files.add(List.of(file));
    }
    List<Side> sides = Sides.of(files);
    try {
      return new Comparer(saved::get)
          .compare(
              new Request(
                  sides.get(0),
                  sides.subList(1, sides.size()),
                  OptionalDouble.empty(),
                  Set.of(),
                  hooks));
    } finally {
      for (Path file : saved.keySet()) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  /** Two runs, without files. */
  static ComparisonResults named(RunData base, RunData other) throws Exception {
    Side a = new Side("a", List.of(Path.of("a.json")));
    Side b = new Side("b", List.of(Path.of("b.json")));
    OptionalDouble none = OptionalDouble.empty();
    return new RunComparison(
            new Request(a, List.of(b), none, Set.of(), Set.of()),
            List.of(
                new NamedRun(a, Analysis.of(base, none)),
                new NamedRun(b, Analysis.of(other, none))))
        .results();
  }

  /** A file that is recognised as a run of ours. */
  public static Path saved(Path folder, String name) throws IOException {
    return Files.writeString(
        folder.resolve(name), "{\n  \"format\" : \"hookbench-run\",\n  \"version\" : 1\n}\n");
  }

  /** A run with one hook, tc. */
  public static RunData run(long seed, double effect) {
    return SyntheticRun.of(seed, "tc", effect).data();
  }

  /** The same, stopped by the user. */
  public static RunData partialRun(long seed, double effect) {
    SyntheticRun run = SyntheticRun.of(seed, "tc", effect);
    run.status = RunData.Status.PARTIAL;
    return run.data();
  }

  /** Other tools' files; the first list is the base. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static ComparisonResults files(List<Path>... files) throws Exception {
    return files(Set.of(), files);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static ComparisonResults files(Set<String> metrics, List<Path>... files) throws Exception {
    List<Side> sides = Sides.of(List.of(files));
    return new Comparer(
            file -> {
              throw new IOException(file + ": no run");
            })
        .compare(
            new Request(
                sides.get(0),
                sides.subList(1, sides.size()),
                OptionalDouble.empty(),
                metrics,
                Set.of()));
  }

  /** JMH's JSON of one benchmark, an array a fork. */
  public static Path jmh(Path folder, String name, String mode, String unit, double[]... forks)
      throws IOException {
    StringBuilder raw = new StringBuilder();
    for (double[] fork : forks) {
      raw.append(raw.isEmpty() ? "" : ",").append(java.util.Arrays.toString(fork));
    }
    return Files.writeString(
        folder.resolve(name),
        "[{\"benchmark\":\"demo.Spin.tokens\",\"mode\":\""
            + mode
            + "\",\"threads\":1,\"forks\":"
            + forks.length
            + ",\"primaryMetric\":{\"scoreUnit\":\""
            + unit
            + "\",\"rawData\":["
            + raw
            + "]}}]\n");
  }

  /** One value a fork. */
  public static double[][] forks(double... values) {
    return java.util.Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  /** A file of the recorded ones. */
  public static Path recorded(String name) {
    return Path.of("src/test/resources/foreign").resolve(name);
  }
}
