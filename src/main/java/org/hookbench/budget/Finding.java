package org.hookbench.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;

/**
 * What a measurement says of a budget.
 *
 * @param outcome within, over, or undecided for whatever reason
 * @param words for whoever reads the test's result
 */
record Finding(Budget.Outcome outcome, String words) {
  /** Nothing was measured, or nothing that can be believed. */
  static Finding nothing(String why) {
    return new Finding(Budget.Outcome.UNDECIDED, why);
  }

  /** Reads it off a run. */
  static Finding of(RunData run, Budget budget) {
    if (!run.failures().isEmpty()) {
      return nothing("a fork failed: " + run.failures().get(0));
    }
    RunResults results = Analysis.of(run, OptionalDouble.empty());
    List<String> lines = new ArrayList<>();
    List<String> distrust = new ArrayList<>();
    Budget.Outcome whole = Budget.Outcome.WITHIN;
    for (CaseResult c : results.cases()) {
      distrust.addAll(c.distrust());
      for (ArmResult arm : Budget.judged(c)) {
        lines.add(words(c, arm, budget));
        whole = worse(whole, budget.of(arm));
      }
    }
    if (lines.isEmpty()) {
      return nothing("no fork was complete");
    }
    String words = String.join(System.lineSeparator(), lines);
    return distrust.isEmpty()
        ? new Finding(whole, words)
        : nothing("UNTRUSTED: " + String.join("; ", distrust) + System.lineSeparator() + words);
  }

  private static Budget.Outcome worse(Budget.Outcome a, Budget.Outcome b) {
    if (a == Budget.Outcome.OVER || b == Budget.Outcome.OVER) {
      return Budget.Outcome.OVER;
    }
    return a == Budget.Outcome.UNDECIDED ? a : b;
  }

  /**
   * Returns the words where the cost is within the budget.
   *
   * @param required whether an undecided one is a failure
   */
  String decide(boolean required) {
    return switch (outcome) {
      case WITHIN -> words;
      case OVER -> throw new AssertionError(words);
      case UNDECIDED -> {
        if (required) {
          throw new AssertionError("not decided: " + words);
        }
        throw Abort.with("not decided: " + words);
      }
    };
  }

  private static String words(CaseResult c, ArmResult arm, Budget budget) {
    String unit = budget.unit() == Budget.Unit.NANOS ? "ns/" + c.metric().operation() : "%";
    String cost =
        budget.cost(arm).map(v -> String.format(Locale.ROOT, "%+.3g %s", v, unit)).orElse("?");
    String interval =
        budget
            .interval(arm)
            .map(i -> String.format(Locale.ROOT, "95 %% interval %.3g to %.3g", i.low(), i.high()))
            .orElse("no interval");
    return String.format(
        Locale.ROOT,
        "hook=%s program=%s costs %s %s (%s): %s the budget of %s; %d forks, %s",
        arm.arm().hook(),
        arm.arm().program().orElse(""),
        c.bench().workload(),
        cost,
        interval,
        switch (budget.of(arm)) {
          case WITHIN -> "within";
          case OVER -> "OVER";
          case UNDECIDED -> "neither within nor over";
        },
        budget.text(),
        c.forks(),
        evidence(arm));
  }

  private static String evidence(ArmResult arm) {
    List<String> seen = new ArrayList<>();
    seen.add(
        "the program ran "
            + arm.traffic().hits()
            + " times in "
            + arm.traffic().packets()
            + " packets");
    seen.addAll(arm.evidence().notes());
    return String.join(", ", seen);
  }
}
