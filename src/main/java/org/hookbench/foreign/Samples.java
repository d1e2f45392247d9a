package org.hookbench.foreign;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers a file's samples and notes. A note is kept once, however often it is made. */
final class Samples {
  private final String tool;
  private final ForeignInput in;
  private final List<ForeignSample> samples = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  Samples(String tool, ForeignInput in) {
    this.tool = tool;
    this.in = in;
  }

  void add(ForeignSample sample) {
    samples.add(sample);
  }

  void note(String note) {
    notes.add(note);
  }

  /**
   * @throws ForeignFormatException where there is no sample
   */
  ForeignResult result() throws ForeignFormatException {
    if (samples.isEmpty()) {
      throw in.refuse("no " + tool + " result in it, expected at least one run");
    }
    return new ForeignResult(tool, in.file(), samples, List.copyOf(notes));
  }
}
