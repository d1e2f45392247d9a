package org.hookbench.tool.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.framework.stats.HodgesLehmann;
import org.hookbench.framework.stats.MannWhitney;
import org.hookbench.framework.stats.Warning;
import org.hookbench.framework.stats.Welch;

/**
 * Two unpaired samples of another tool, too few for a test of ranks: by Welch's t on logarithms,
 * which takes it that runs are normally distributed. Three runs a side, as many people have, can't
 * tell any difference by ranks, however far apart they are. Which test it is follows from the
 * numbers of samples alone.
 */
final class FewSamples {
  /** Of two samples a spread can hardly be said. */
  static final int MINIMUM = 3;

  private static final Warning ASSUMPTION =
      new Warning(
          Warning.Kind.ASSUMES_NORMAL,
          "fewer than "
              + MannWhitney.MINIMUM
              + " samples a side: by Welch's t, which assumes normal runs");

  private FewSamples() {}

  /** Whether sides of these sizes are few, and not too few. */
  static boolean are(int a, int b) {
    return Math.min(a, b) >= MINIMUM && Math.min(a, b) < MannWhitney.MINIMUM;
  }

  /**
   * Compares; the values are above 0.
   *
   * @param roundingBase the largest share by which rounding may have moved a value of the base
   * @param roundingOther the same of the other side
   */
  static Finding of(
      double[] base,
      double[] other,
      double roundingBase,
      double roundingOther,
      boolean higherIsBetter,
      Levels levels) {
    double[] x = worseLogs(base, higherIsBetter);
    double[] y = worseLogs(other, higherIsBetter);
    Welch welch = Welch.ofFew(y, x, roundingOther, roundingBase, levels.confidence());
    Shift relative =
        new Shift(
            welch.difference(),
            welch.interval(),
            Welch.ofFew(y, x, roundingOther, roundingBase, levels.simultaneous()).interval(),
            Welch.ofFew(y, x, roundingOther, roundingBase, levels.ninety()).interval());
    Shift change =
        new Shift(
            HodgesLehmann.shift(other, base), Optional.empty(), Optional.empty(), Optional.empty());
    return new Finding(
        Optional.of(relative.expm1()),
        Optional.of(change),
        welch.p(),
        OptionalDouble.empty(),
        List.of(welch.warning().orElse(ASSUMPTION)));
  }

  private static double[] worseLogs(double[] values, boolean higherIsBetter) {
    return Arrays.stream(values).map(v -> higherIsBetter ? -Math.log(v) : Math.log(v)).toArray();
  }
}
