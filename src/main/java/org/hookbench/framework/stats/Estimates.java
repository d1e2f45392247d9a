package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** All of an effect that does not depend on the other comparisons' results. */
record Estimates(
    Contrast contrast,
    double[] forks,
    double estimate,
    double sd,
    Optional<Interval> interval,
    Optional<Interval> simultaneous,
    Optional<Interval> ninety,
    Optional<Interval> signTest,
    OptionalDouble p,
    List<Warning> warnings) {

  static Estimates of(Contrast contrast, Method method, double confidence, int comparisons) {
    double[] forks =
        Arrays.stream(contrast.logRatios()).mapToDouble(HodgesLehmann::estimate).toArray();
    double estimate = HodgesLehmann.estimate(forks);
    double alpha = 1 - confidence;
    int fewest = SignedRank.minimumSize(alpha);
    List<Warning> warnings = new ArrayList<>();
    if (forks.length < fewest) {
      warnings.add(
          new Warning(
              Warning.Kind.TOO_FEW_FORKS,
              String.format(Locale.ROOT, "needs at least %d forks, has %d", fewest, forks.length)));
      Optional<Interval> none = Optional.empty();
      return new Estimates(
          contrast,
          forks,
          estimate,
          forks.length < 2 ? 0 : Samples.standardDeviation(forks),
          none,
          none,
          none,
          none,
          OptionalDouble.empty(),
          warnings);
    }
    if (Samples.constant(forks)) {
      warnings.add(new Warning(Warning.Kind.NO_SPREAD, "all fork estimates are equal"));
    }
    OptionalDouble p;
    if (method == Method.SIGNED_RANK) {
      SignedRank test = SignedRank.test(forks);
      warnings.addAll(test.warnings());
      p = OptionalDouble.of(test.p());
    } else {
      warnings.add(new Warning(Warning.Kind.ASSUMES_NORMAL, "assumes normal forks"));
      p = StudentT.p(forks);
    }
    return new Estimates(
        contrast,
        forks,
        estimate,
        Samples.standardDeviation(forks),
        interval(method, forks, confidence),
        interval(method, forks, 1 - alpha / comparisons),
        interval(method, forks, 1 - 2 * alpha),
        SignTest.interval(forks, confidence),
        p,
        warnings);
  }

  static Optional<Interval> interval(Method method, double[] forks, double confidence) {
    return method == Method.SIGNED_RANK
        ? SignedRank.interval(forks, confidence)
        : StudentT.interval(forks, confidence);
  }
}
