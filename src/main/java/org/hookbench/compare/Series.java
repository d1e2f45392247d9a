package org.hookbench.compare;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.foreign.ForeignResult;
import org.hookbench.foreign.ForeignSample;

/**
 * A side's samples of one metric of one workload.
 *
 * @param samples all of them
 * @param runs the same by the independent run that they are of: a start of a tool, a fork of JMH
 */
record Series(List<ForeignSample> samples, Collection<List<ForeignSample>> runs) {
  /** What two series must share to be compared. */
  record Key(String workload, String metric) {
    static Key of(ForeignSample s) {
      return new Key(s.workload(), s.metric());
    }

    @Override
    public String toString() {
      return workload + ", " + metric;
    }
  }

  private record Run(String file, int number) {}

  /** The series of a side, in the order of its files. */
  static Map<Key, Series> of(List<ForeignResult> files) {
    Map<Key, Map<Run, List<ForeignSample>>> found = new LinkedHashMap<>();
    for (ForeignResult file : files) {
      for (ForeignSample s : file.samples()) {
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

  ForeignSample any() {
    return samples.get(0);
  }

  /** Whether a run has several values, which are not independent of each other. */
  boolean hasReplicates() {
    return samples.size() > runs.size();
  }

  double[] values() {
    return samples.stream().mapToDouble(ForeignSample::value).toArray();
  }

  /** A value a run: the mean of its values. */
  double[] runMeans() {
    return runs.stream()
        .mapToDouble(r -> r.stream().collect(Collectors.averagingDouble(ForeignSample::value)))
        .toArray();
  }
}
