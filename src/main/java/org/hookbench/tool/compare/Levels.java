package org.hookbench.tool.compare;

/**
 * The confidences of a family's intervals.
 *
 * @param confidence of each interval
 * @param comparisons of the family, as declared
 */
record Levels(double confidence, int comparisons) {
  double alpha() {
    return 1 - confidence;
  }

  double simultaneous() {
    return 1 - alpha() / Math.max(1, comparisons);
  }

  double ninety() {
    return 1 - 2 * alpha();
  }
}
