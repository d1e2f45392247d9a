package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.List;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.stats.Effect;

/** A case as it stands while it is measured: a line an arm. */
public final class LiveLines {
  private LiveLines() {}

  /** The lines, none wider than 79 columns for names of usual length. */
  public static List<String> of(CaseResult c) {
    int widest = c.arms().stream().mapToInt(a -> Plain.text(a.arm().id()).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        Plain.text(c.bench().workload())
            + ", "
            + c.metric().unit()
            + ", after "
            + c.forks()
            + (c.forks() == 1 ? " fork" : " forks"));
    for (ArmResult a : c.arms()) {
      String id = Plain.text(a.arm().id());
      String name = id + " ".repeat(widest - id.length());
      lines.add(
          "  "
              + name
              + "  "
              + Numbers.value(a.value())
              + a.effect().map(LiveLines::effect).orElse(""));
    }
    return lines;
  }

  private static String effect(Effect e) {
    return e.estimate().isPresent() ? "  " + Numbers.effect(e) + " %" : "";
  }
}
