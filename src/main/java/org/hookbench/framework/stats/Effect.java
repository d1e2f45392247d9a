package org.hookbench.framework.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * What a run says of one contrast. All on the natural-log scale, + is worse; {@link #percent} turns
 * a value into per cent.
 *
 * @param cycles of the shortest fork
 * @param estimate Hodges-Lehmann of the fork estimates
 * @param forkEstimates Hodges-Lehmann of each fork's cycles
 * @param interval at the asked confidence; empty where the forks are too few
 * @param simultaneous at 1 - alpha/m, m the comparisons of the family: all of a family's cover at
 *     once with the asked confidence. Gates use it
 * @param ninety at 1 - 2 alpha (90 % where 95 % is asked), the interval of the equivalence tests
 * @param signTest the sign test's interval for the median fork
 * @param p two-sided, of no effect; empty where interval is
 * @param pHolm the same, adjusted over the family
 * @param mde minimum detectable effect: the smallest that such a run claims with 80 % power, by its
 *     method, after Holm and the check of shape, were the spread of the fork estimates as found and
 *     they normal. Empty where there is no test
 * @param forksToDecide where nothing is shown: the forks with which, were effect and spread as
 *     estimated, a difference that survives Holm or an equivalence is shown with 80 % power
 * @param delta smallest effect of interest, a fraction
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Effect(
    String id,
    int forks,
    int cycles,
    OptionalDouble estimate,
    double[] forkEstimates,
    Optional<Interval> interval,
    Optional<Interval> simultaneous,
    Optional<Interval> ninety,
    Optional<Interval> signTest,
    OptionalDouble p,
    OptionalDouble pHolm,
    OptionalDouble mde,
    OptionalInt forksToDecide,
    Verdict verdict,
    Method method,
    double delta,
    VarianceComponents variance,
    Drift drift,
    List<Warning> warnings) {
  public Effect {
    forkEstimates = forkEstimates.clone();
    warnings = List.copyOf(warnings);
  }

  /** The same with one more warning. */
  public Effect with(Warning warning) {
    List<Warning> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Effect(
        id,
        forks,
        cycles,
        estimate,
        forkEstimates,
        interval,
        simultaneous,
        ninety,
        signTest,
        p,
        pHolm,
        mde,
        forksToDecide,
        verdict,
        method,
        delta,
        variance,
        drift,
        more);
  }

  /** A log ratio in per cent: 100 (e^x - 1). Finite for every finite value. */
  public static double percent(double log) {
    return Math.min(Double.MAX_VALUE, 100 * Math.expm1(log));
  }
}
