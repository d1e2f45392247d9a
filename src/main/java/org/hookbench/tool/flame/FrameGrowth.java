package org.hookbench.tool.flame;

/**
 * A frame's CPU time without and with a hook, ns an operation.
 *
 * @param frame the function
 * @param baseline without the hook
 * @param hook with it
 * @param error half of the growth's interval
 */
public record FrameGrowth(Frame frame, double baseline, double hook, double error) {
  /** What the hook adds; negative where it takes away. */
  public double growth() {
    return hook - baseline;
  }

  /** Whether so many samples differ by more than chance. */
  public boolean isBeyondNoise() {
    return Math.abs(growth()) > error;
  }

  /** Whether most of it is due to the hook: it at least doubled. */
  public boolean isMostlyAdded() {
    return growth() >= baseline;
  }
}
