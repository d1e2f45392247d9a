package org.hookbench.tool.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers a file's samples and notes. A note is kept once, however often it is made. */
final class Samples {
  private static final double LARGEST = 1e100;

  private final String tool;
  private final InputText in;
  private final List<InputSample> samples = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<String, String> firstLeftOut = new LinkedHashMap<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();

  Samples(String tool, InputText in) {
    this.tool = tool;
    this.in = in;
  }

  /**
   * @throws InputFormatException where the value is so large that its square is no number
   */
  void add(InputSample sample) throws InputFormatException {
    if (!(sample.value() <= LARGEST)) {
      throw in.refuse(
          sample.metric()
              + " of "
              + Excerpt.quoted(sample.workload())
              + " is "
              + sample.value()
              + ", expected at most 1e100");
    }
    samples.add(sample);
  }

  void note(String note) {
    notes.add(note);
  }

  /** Notes that a value is none; of several of a metric the first is told, and their number. */
  void leaveOut(String metric, String why) {
    firstLeftOut.putIfAbsent(metric, why);
    leftOut.merge(metric, 1, Integer::sum);
  }

  /**
   * @throws InputFormatException where there is no sample
   */
  InputResult result() throws InputFormatException {
    if (samples.isEmpty()) {
      throw in.refuse("no " + tool + " result in it, expected at least one run");
    }
    firstLeftOut.forEach(
        (metric, why) -> {
          int more = leftOut.getOrDefault(metric, 1) - 1;
          note(metric + " left out: " + why + (more > 0 ? "; and " + more + " more" : ""));
        });
    return new InputResult(tool, in.file(), samples, List.copyOf(notes));
  }
}
