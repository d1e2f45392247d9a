package org.hookbench.tool.input;

import java.util.List;
import org.apiguardian.api.API;

/**
 * What one file of another tool holds.
 *
 * @param tool {@code iperf3}, {@code netperf} or {@code jmh}
 * @param file the file as it was named to the reader
 * @param samples in the file's order; never empty
 * @param notes what a reader of the comparison should know, one line each; may be empty
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record InputResult(String tool, String file, List<InputSample> samples, List<String> notes) {
  public InputResult {
    samples = List.copyOf(samples);
    notes = List.copyOf(notes);
  }

  /**
   * How many independent runs a workload's metric has; for JMH these are forks, and a single one
   * makes its values pseudo-replicates.
   */
  public int runs(String workload, String metric) {
    return (int)
        samples.stream()
            .filter(s -> s.workload().equals(workload) && s.metric().equals(metric))
            .mapToInt(InputSample::run)
            .distinct()
            .count();
  }
}
