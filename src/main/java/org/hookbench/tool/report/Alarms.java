package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;

/** What must not be missed of a run as a whole, in one line each. */
final class Alarms {
  private Alarms() {}

  static List<String> of(RunResults results) {
    List<String> alarms = new ArrayList<>();
    if (results.run().status() == RunData.Status.PARTIAL) {
      alarms.add("PARTIAL: the run was stopped; this is what had been measured.");
    }
    results.run().failures().forEach(f -> alarms.add("FAILED: " + Plain.text(f)));
    if (results.cases().isEmpty()) {
      alarms.add("No fork came to its end: there is nothing to compare.");
    } else if (!results.isTrusted()) {
      alarms.add("UNTRUSTED: the reasons stand at the comparison.");
    }
    return alarms;
  }
}
