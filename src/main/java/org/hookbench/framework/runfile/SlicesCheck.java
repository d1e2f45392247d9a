package org.hookbench.framework.runfile;

import java.nio.file.Path;
import java.util.Arrays;
import org.hookbench.framework.experiment.Slices;

/** Whether each slice is one that can have been measured, and each cycle holds each arm once. */
final class SlicesCheck {
  // beyond what any unit makes of a measurement, and ratios and squares of these are finite
  private static final double SMALLEST = 1e-50;
  private static final double LARGEST = 1e50;

  /** What {@link #isMeasurable} asks for, in words. */
  static final String MEASURABLE = "from 1e-50 to 1e50";

  private final Path file;
  private final String at;
  private final Slices slices;
  private final int[] lastCycleOfArm;

  SlicesCheck(Path file, String at, Slices slices) {
    this.file = file;
    this.at = at;
    this.slices = slices;
    this.lastCycleOfArm = new int[slices.arms()];
    Arrays.fill(lastCycleOfArm, -1);
  }

  /** Whether it can be the value of a batch. */
  static boolean isMeasurable(double value) {
    return value >= SMALLEST && value <= LARGEST;
  }

  void check() throws RunFileException {
    if (slices.size() > RunCheck.MOST_SLICES) {
      throw bad("arm", "", "at most " + RunCheck.MOST_SLICES + " slices", slices.size());
    }
    long before = 0;
    for (int i = 0; i < slices.size(); i++) {
      arm(i);
      long start = slices.startNanos(i);
      if (start < before) {
        throw bad("startNanos", "/" + i, "slices in the order of time", start + " after " + before);
      }
      before = start;
      double value = slices.value(i);
      if (!isMeasurable(value)) {
        throw bad("value", "/" + i, "a positive number, " + MEASURABLE, value);
      }
      if (slices.batches(i) < 1) {
        throw bad("batches", "/" + i, "1 or more", slices.batches(i));
      }
      if (slices.lost(i) < 0) {
        throw bad("lost", "/" + i, "0 or more", slices.lost(i));
      }
    }
  }

  private void arm(int i) throws RunFileException {
    int arm = slices.arm(i);
    if (arm < 0 || arm >= slices.arms()) {
      throw bad("arm", "/" + i, "an arm's index, 0 to " + (slices.arms() - 1), arm);
    }
    int cycle = i / slices.arms();
    if (lastCycleOfArm[arm] == cycle) {
      throw bad("arm", "/" + i, "each arm once in cycle " + cycle, "arm " + arm + " twice");
    }
    lastCycleOfArm[arm] = cycle;
  }

  private RunFileException bad(String column, String row, String expected, Object found) {
    return new RunFileException(
        file, at + "/" + column + row, "expected " + expected + ", found " + found, null);
  }
}
