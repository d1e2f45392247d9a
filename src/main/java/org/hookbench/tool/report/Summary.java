package org.hookbench.tool.report;

import java.util.List;

/**
 * What a run says on one screen, in words that every format has: what each hook costs in the
 * metric's own unit and direction, the noise, whether it can be trusted, and what is open. A format
 * lays it out and says nothing else.
 *
 * @param title the question that it answers
 * @param limits what hides the costs
 * @param heads the columns of the costs; the first has no heading
 * @param cases an entry a workload
 * @param lines what stands below the costs
 */
record Summary(
    String title, List<Line> limits, List<String> heads, List<Case> cases, List<Line> lines) {
  /**
   * A line.
   *
   * @param head its first word
   * @param text the sentence
   * @param isAlarm whether it must not be missed
   */
  record Line(String head, String text, boolean isAlarm) {}

  /**
   * The costs with one workload.
   *
   * @param name the workload
   * @param value what it is with nothing attached
   * @param unit of that and of the costs
   * @param costs a row each
   */
  record Case(String name, String value, String unit, List<Cost> costs) {}

  /**
   * What one hook or a part of its cost is.
   *
   * @param name the hook with its program, or what part it is
   * @param isPart whether it is a part of the cost above it
   * @param cost in the unit, with its sign
   * @param interval the cost's two ends
   * @param change the relative change of the metric, in its own direction
   * @param answer slower, faster, same or open
   * @param style the style sheet's name for the answer
   */
  record Cost(
      String name,
      boolean isPart,
      String cost,
      String interval,
      String change,
      String answer,
      String style) {
    /** The cells of a row, the name first. */
    List<String> cells() {
      return List.of(name, cost, interval, change, answer);
    }
  }
}
