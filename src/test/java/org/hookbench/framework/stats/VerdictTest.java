package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final double LOWER = -0.02;
  private static final double UPPER = 0.01;

  /** The 95 % interval, the 90 % interval, and what they say of margins of -0.02 and 0.01. */
  @ParameterizedTest
  @CsvSource({
    "0.011, 0.03, 0.012, 0.02, WORSE",
    "0.01, 0.03, 0.011, 0.02, WORSE_LIKELY",
    "0.001, 0.03, 0.002, 0.02, WORSE_LIKELY",
    "0, 0.03, 0.001, 0.02, INCONCLUSIVE",
    "-0.03, -0.021, -0.025, -0.022, BETTER",
    "-0.03, -0.02, -0.025, -0.021, BETTER_LIKELY",
    "-0.03, 0, -0.025, -0.001, INCONCLUSIVE",
    "-0.021, 0.011, -0.019, 0.009, EQUIVALENT",
    "0.001, 0.011, 0.002, 0.009, EQUIVALENT",
    "-0.021, 0.011, -0.02, 0.009, INCONCLUSIVE",
    "-0.021, 0.011, -0.019, 0.01, INCONCLUSIVE"
  })
  void intervalsAgainstMargins(
      double low, double high, double low90, double high90, Verdict expected) {
    Interval interval = new Interval(low, high, 0.95);
    Interval ninety = new Interval(low90, high90, 0.9);
    assertEquals(expected, Verdict.of(interval, Optional.of(ninety), LOWER, UPPER));
    Verdict alone = Verdict.of(interval, Optional.empty(), LOWER, UPPER);
    assertTrue(alone != Verdict.EQUIVALENT);
  }

  @Test
  void onlyDifferencesAreClaimsOfOne() {
    assertFalse(Verdict.EQUIVALENT.claimsDifference() || Verdict.INCONCLUSIVE.claimsDifference());
    assertTrue(Verdict.WORSE_LIKELY.claimsDifference() && Verdict.BETTER.claimsDifference());
  }

  /** Estimates that claim WORSE or BETTER by an interval of our own, whatever their forks say. */
  private static Verdict decided(
      double centre, Method method, List<Warning> warnings, double pHolm, double... forks) {
    Optional<Interval> interval = Optional.of(new Interval(centre - 0.001, centre + 0.001, 0.95));
    Estimates estimates =
        new Estimates(
            new Contrast("tc", new double[][] {{0}}, 0.01),
            forks,
            centre,
            1,
            interval,
            interval,
            interval,
            Optional.empty(),
            OptionalDouble.of(pHolm),
            List.of());
    return new VerdictRule(0.01, 0.05, 3).decide(estimates, pHolm, method, warnings);
  }

  /** At 75 % the sign test of six forks needs five of them on the claimed side. */
  @Test
  void aClaimThatForksOutvoteIsWithdrawn() {
    List<Warning> warnings = new ArrayList<>();
    double[] five = {-1, 1, 2, 3, 4, 5};
    assertEquals(Verdict.WORSE, decided(0.1, Method.SIGNED_RANK, warnings, 0.05, five));
    double[] mirrored = {1, -1, -2, -3, -4, -5};
    assertEquals(Verdict.BETTER, decided(-0.1, Method.SIGNED_RANK, warnings, 0.05, mirrored));
    assertEquals(List.of(), warnings);
    double[] four = {-1, -1, 2, 3, 4, 5};
    assertEquals(Verdict.INCONCLUSIVE, decided(0.1, Method.SIGNED_RANK, warnings, 0.05, four));
    double[] threeBetter = {1, 1, 1, -3, -4, -5};
    assertEquals(
        Verdict.INCONCLUSIVE, decided(-0.1, Method.SIGNED_RANK, warnings, 0.05, threeBetter));
    assertEquals(
        List.of(
            new Warning(Warning.Kind.SHAPE, "WORSE, but by sign 4 forks are worse and 2 better"),
            new Warning(Warning.Kind.SHAPE, "BETTER, but by sign 3 forks are worse and 3 better")),
        warnings);
  }

  /** A check that reaches 0 itself doubts the claim. */
  @Test
  void aForkOfExactlyNothingIsNotOnTheClaimedSide() {
    List<Warning> warnings = new ArrayList<>();
    double[] worse = {-1, 0, 2, 3, 4, 5};
    assertEquals(Verdict.INCONCLUSIVE, decided(0.1, Method.SIGNED_RANK, warnings, 0.05, worse));
    double[] better = {1, 0, -2, -3, -4, -5};
    assertEquals(Verdict.INCONCLUSIVE, decided(-0.1, Method.SIGNED_RANK, warnings, 0.05, better));
  }

  /** Five small forks above 0 and a large one below: signs agree, ranks do not. */
  @Test
  void aClaimByStudentsTIsHeldAgainstSignedRanks() {
    List<Warning> warnings = new ArrayList<>();
    double[] forks = {-9, 1, 1.1, 1.2, 1.3, 1.4};
    assertEquals(Verdict.WORSE, decided(0.1, Method.SIGNED_RANK, warnings, 0.05, forks));
    assertEquals(Verdict.INCONCLUSIVE, decided(0.1, Method.STUDENT_T, warnings, 0.05, forks));
    assertEquals(
        List.of(new Warning(Warning.Kind.SHAPE, "WORSE by Student's t, but not by signed ranks")),
        warnings);
  }

  @Test
  void holmWithdrawsFromALevelAboveItsOwnOn() {
    List<Warning> warnings = new ArrayList<>();
    double[] forks = {1, 1, 2, 3, 4, 5};
    assertEquals(Verdict.WORSE, decided(0.1, Method.SIGNED_RANK, warnings, 0.05, forks));
    assertEquals(Verdict.INCONCLUSIVE, decided(0.1, Method.SIGNED_RANK, warnings, 0.0501, forks));
    assertEquals(Verdict.INCONCLUSIVE, decided(0.1, Method.STUDENT_T, warnings, 0.0501, forks));
    double[] enough = {1, 1, 2, 3, 4, 5, 6};
    assertEquals(Verdict.INCONCLUSIVE, decided(0.1, Method.SIGNED_RANK, warnings, 0.0501, enough));
    String text = "a difference alone, but not among 3 comparisons (Holm)";
    assertEquals(
        List.of(
            new Warning(Warning.Kind.HOLM, text + "; that takes at least 7 forks, has 6"),
            new Warning(Warning.Kind.HOLM, text),
            new Warning(Warning.Kind.HOLM, text)),
        warnings);
  }

  @Test
  void anEquivalenceThatTheMedianForkLacksIsWithdrawn() {
    List<Warning> warnings = new ArrayList<>();
    double upper = Math.log1p(0.01);
    double lower = Math.log1p(-0.01);
    assertEquals(
        Verdict.EQUIVALENT, decided(0, Method.SIGNED_RANK, warnings, 1, 0, 0, 0, 1, 2, -3));
    assertEquals(List.of(), warnings);
    for (double median : new double[] {upper, lower}) {
      assertEquals(
          Verdict.INCONCLUSIVE, decided(0, Method.SIGNED_RANK, warnings, 1, -3, median, 3));
    }
    assertEquals(
        new Warning(
            Warning.Kind.SHAPE, "the median fork is not within delta, though the interval is"),
        warnings.get(1));
  }
}
