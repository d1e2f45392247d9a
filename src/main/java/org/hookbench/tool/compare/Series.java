package org.hookbench.tool.compare;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.tool.input.InputResult;
import org.hookbench.tool.input.InputSample;

/**
 * A side's samples of one metric of one workload.
 *
 * @param samples all of them
 * @param runs the same by the independent run that they are of: a start of a tool, a fork of JMH
 */
record Series(List<InputSample> samples, Collection<List<InputSample>> runs) {
  /** What two series must share to be compared. */
  record Key(String workload, String metric) {
    static Key of(InputSample s) {
      return new Key(s.workload(), s.metric());
    }

    @Override
    public String toString() {
      return workload + ", " + metric;
    }
  }

  private record Run(String file, int number) {}

  /** The series of a side, in the order of its files. */
  static Map<Key, Series> of(List<InputResult> files) {
    Map<Key, Map<Run, List<InputSample>>> found = new LinkedHashMap<>();
    for (InputResult file : files) {
      for (InputSample s : file.samples()) {
        found
            .computeIfAbsent(Key.of(s), k -> new LinkedHashMap<>())
            .computeIfAbsent(new Run(file.file(), s.run()), r -> new java.util.ArrayList<>())
            .add(s);
      }
    }
    Map<Key, Series> series = new LinkedHashMap<>();
    found.forEach(
        (key, runs) ->
            series.put(
                key,
                new Series(
                    runs.values().stream().flatMap(List::stream).toList(),
                    List.copyOf(runs.values()))));
    return series;
  }

  InputSample any() {
    return samples.get(0);
  }

  /** Whether a run has several values, which are not independent of each other. */
  boolean hasReplicates() {
    return samples.size() > runs.size();
  }

  double[] values() {
    return samples.stream().mapToDouble(InputSample::value).toArray();
  }

  /** A value a run: the mean of its values. */
  double[] runMeans() {
    return runs.stream()
        .mapToDouble(r -> r.stream().collect(Collectors.averagingDouble(InputSample::value)))
        .toArray();
  }
}
