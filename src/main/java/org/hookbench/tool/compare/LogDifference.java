package org.hookbench.tool.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.hookbench.framework.stats.SignedRank;
import org.hookbench.framework.stats.Warning;
import org.hookbench.framework.stats.Welch;

/**
 * The difference of two runs in logarithms, one value a fork, by Welch's t: each value is itself a
 * robust median over many cycles, so near normal. Below the forks from which a run of its own has
 * an interval (6 for 95 %) there is none here either.
 */
final class LogDifference {
  private LogDifference() {}

  /** The forks that each side needs. */
  static int fewestForks(double confidence) {
    return SignedRank.minimumSize(1 - confidence);
  }

  /**
   * Compares; both samples are natural logarithms, + is worse.
   *
   * @throws IllegalArgumentException where a sample is empty or holds a value that is not finite
   */
  static Finding of(double[] base, double[] other, Levels levels) {
    Welch welch = Welch.compare(other, base, levels.confidence());
    int fewest = fewestForks(levels.confidence());
    if (Math.min(base.length, other.length) < fewest) {
      Shift shift =
          new Shift(welch.difference(), Optional.empty(), Optional.empty(), Optional.empty());
      String reason =
          String.format(
              Locale.ROOT,
              "needs at least %d forks a side, has %d and %d",
              fewest,
              base.length,
              other.length);
      return new Finding(
          Optional.of(shift.expm1()),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          List.of(new Warning(Warning.Kind.TOO_FEW_FORKS, reason)));
    }
    Shift shift =
        new Shift(
            welch.difference(),
            welch.interval(),
            Welch.compare(other, base, levels.simultaneous()).interval(),
            Welch.compare(other, base, levels.ninety()).interval());
    OptionalDouble mde = welch.minimumDetectable(1 - levels.simultaneous());
    return new Finding(
        Optional.of(shift.expm1()),
        Optional.empty(),
        welch.p(),
        mde.isPresent() ? OptionalDouble.of(Math.expm1(mde.getAsDouble())) : mde,
        Stream.ofNullable(welch.warning().orElse(null)).toList());
  }
}
