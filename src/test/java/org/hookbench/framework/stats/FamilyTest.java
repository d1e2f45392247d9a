package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTest {
  private static final double[] STEPS = {-4, 3, -2, 1, 0.5, -1.5, 2.5, -3.5, 4.5, -0.25};

  /** Forks scattered by up to {@code spread} about the centre, each of five alike cycles. */
  private static double[][] forks(int forks, double centre, double spread) {
    double[][] result = new double[forks][5];
    for (int fork = 0; fork < forks; fork++) {
      Arrays.fill(result[fork], centre + spread * STEPS[fork % STEPS.length] / 4.5);
    }
    return result;
  }

  private static Effect alone(double[][] logRatios) {
    return Family.analyse(List.of(new Contrast("tc", logRatios, 0.01)), 0.95).get(0);
  }

  private static boolean warns(Effect effect, Warning.Kind kind) {
    return effect.warnings().stream().anyMatch(w -> w.kind() == kind);
  }

  private static double[][] ofForkEstimates(double... estimates) {
    return Arrays.stream(estimates).mapToObj(t -> new double[] {t, t}).toArray(double[][]::new);
  }

  @Test
  void verdicts() {
    assertEquals(Verdict.WORSE, alone(forks(10, 0.05, 0.01)).verdict());
    assertEquals(Verdict.BETTER, alone(forks(10, -0.05, 0.01)).verdict());
    assertEquals(Verdict.EQUIVALENT, alone(forks(10, 0.001, 0.004)).verdict());
    assertEquals(Verdict.WORSE_LIKELY, alone(forks(10, 0.012, 0.012)).verdict());
    assertEquals(Verdict.BETTER_LIKELY, alone(forks(10, -0.012, 0.012)).verdict());
    assertEquals(Verdict.INCONCLUSIVE, alone(forks(10, 0.002, 0.05)).verdict());
    assertEquals("WORSE?", Verdict.WORSE_LIKELY.label());
  }

  @Test
  void aSmallEffectThatIsRealIsEquivalent() {
    Effect effect = alone(forks(10, 0.005, 0.001));
    assertTrue(effect.interval().orElseThrow().low() > 0);
    assertEquals(Verdict.EQUIVALENT, effect.verdict());
  }

  @Test
  void deltaIsAFractionAndTheScaleALogarithm() {
    assertEquals(5, Effect.percent(Math.log(1.05)), 1e-12);
    assertTrue(Double.isFinite(Effect.percent(1e9)));
    // -1 % is ln 0.99 = -0.01005: an interval from -0.01004 is still inside
    double[][] logRatios = forks(10, -0.01, 0);
    for (int i = 0; i < 10; i++) {
      Arrays.fill(logRatios[i], -0.01004 + i * 1e-7);
    }
    assertEquals(Verdict.EQUIVALENT, alone(logRatios).verdict());
  }

  @Test
  void inconclusiveSaysWhatItWouldTake() {
    Effect effect = alone(forks(10, 0.002, 0.05));
    double sd = Samples.standardDeviation(effect.forkEstimates());
    assertEquals(Power.minimumDetectableEffect(sd, Method.SIGNED_RANK, 10, 1, 0.95), effect.mde());
    // Student's t alone, without the check of shape, would need less: (t[0.975, 9] + t[0.8, 9]) s /
    // sqrt(10)
    double student = (2.262157 + 0.883404) * sd / Math.sqrt(10);
    assertEquals(1.08 * student, effect.mde().orElseThrow(), 0.03 * student);
    int needed = effect.forksToDecide().orElseThrow();
    assertTrue(needed > 100 && needed < Power.MOST_FORKS, needed + " forks");
    assertTrue(alone(forks(10, 0.05, 0.01)).forksToDecide().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void belowSixForksThereIsNoInterval(int forks) {
    Effect effect = alone(forks(forks, 0.05, 0.01));
    assertEquals(forks, effect.forkEstimates().length);
    assertTrue(effect.estimate().isPresent());
    assertTrue(effect.interval().isEmpty());
    assertTrue(effect.simultaneous().isEmpty());
    assertTrue(effect.ninety().isEmpty());
    assertTrue(effect.p().isEmpty());
    assertTrue(effect.pHolm().isEmpty());
    assertTrue(effect.mde().isEmpty());
    assertEquals(6, effect.forksToDecide().orElseThrow());
    assertEquals(Verdict.INCONCLUSIVE, effect.verdict());
    assertEquals(
        new Warning(Warning.Kind.TOO_FEW_FORKS, "needs at least 6 forks, has " + forks),
        effect.warnings().get(0));
  }

  @Test
  void sixForksAreEnoughForOneComparison() {
    Effect effect = alone(forks(6, 0.05, 0.01));
    assertEquals(Method.SIGNED_RANK, effect.method());
    assertEquals(1 - 2 / 64.0, effect.interval().orElseThrow().confidence());
    assertEquals(2 / 64.0, effect.p().orElseThrow());
    assertEquals(Verdict.WORSE, effect.verdict());
  }

  private static List<Contrast> family(int forks, int size, double centre, double spread) {
    List<Contrast> declared = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      declared.add(new Contrast("hook" + i, forks(forks, i == 0 ? centre : 0, spread), 0.01));
    }
    return declared;
  }

  @Test
  void methodFollowsForksAndComparisonsOnly() {
    assertEquals(Method.SIGNED_RANK, Method.decide(6, 1, 0.95));
    assertEquals(Method.STUDENT_T, Method.decide(6, 2, 0.95));
    assertEquals(Method.STUDENT_T, Method.decide(9, 20, 0.95));
    assertEquals(Method.SIGNED_RANK, Method.decide(10, 20, 0.95));
  }

  @Test
  void studentTSaysWhatItAssumes() {
    Effect effect = Family.analyse(family(6, 4, 0.05, 0.01), 0.95).get(0);
    assertEquals(Method.STUDENT_T, effect.method());
    assertTrue(warns(effect, Warning.Kind.ASSUMES_NORMAL));
    assertEquals(0.95, effect.interval().orElseThrow().confidence());
    assertEquals(1 - 0.05 / 4, effect.simultaneous().orElseThrow().confidence(), 1e-12);
    assertEquals(0.9, effect.ninety().orElseThrow().confidence(), 1e-12);
    assertEquals(Verdict.WORSE, effect.verdict());
    assertEquals(4 * effect.p().orElseThrow(), effect.pHolm().orElseThrow(), 1e-12);
  }

  @Test
  void whatHolmRejectsIsNoVerdict() {
    List<Contrast> declared = family(10, 9, 0.0075, 0.0121);
    Effect alone = Family.analyse(declared.subList(0, 1), 0.95).get(0);
    assertTrue(alone.verdict().claimsDifference());
    Effect among = Family.analyse(declared, 0.95).get(0);
    assertEquals(alone.interval(), among.interval());
    assertTrue(among.simultaneous().orElseThrow().halfWidth() > alone.interval().get().halfWidth());
    assertEquals(Verdict.INCONCLUSIVE, among.verdict());
    assertTrue(warns(among, Warning.Kind.HOLM), among.warnings().toString());
    assertTrue(among.mde().orElseThrow() > 1.2 * alone.mde().orElseThrow(), "MDE is after Holm");
  }

  @Test
  void aRunCutShortIsAnalysedAsPlanned() {
    List<Contrast> declared = family(7, 9, 0.05, 0.01);
    Effect effect = Family.analyse(declared, 0.95, 10).get(0);
    assertEquals(Method.SIGNED_RANK, effect.method());
    assertEquals(Verdict.INCONCLUSIVE, effect.verdict());
    String text = effect.warnings().get(effect.warnings().size() - 1).text();
    assertTrue(effect.warnings().toString().contains("at least 9 forks, has 7"), text);
    assertEquals(Method.STUDENT_T, Family.analyse(declared, 0.95).get(0).method());
  }

  @Test
  void signTestContradictsWhatIsWorseInSevenForksOfTen() {
    // T- = 1 + 2 + 3: p = 2 * 14 / 1024, yet three forks say the opposite
    Effect effect =
        alone(ofForkEstimates(-.001, -.002, -.003, .05, .051, .052, .053, .054, .055, .056));
    assertEquals(28 / 1024.0, effect.p().orElseThrow());
    assertEquals(Verdict.INCONCLUSIVE, effect.verdict());
    assertTrue(warns(effect, Warning.Kind.SHAPE));
    assertTrue(effect.forksToDecide().isEmpty());
  }

  @Test
  void equalForks() {
    Effect zeros = alone(forks(10, 0, 0));
    assertEquals(1, zeros.p().orElseThrow());
    assertEquals(Verdict.EQUIVALENT, zeros.verdict());
    assertTrue(warns(zeros, Warning.Kind.ZEROS));
    assertTrue(warns(zeros, Warning.Kind.NO_SPREAD));
    assertTrue(zeros.mde().isEmpty());
    Effect student = Family.analyse(family(6, 4, 0.05, 0), 0.95).get(0);
    assertTrue(student.p().isEmpty());
    assertTrue(student.interval().isEmpty());
    assertEquals(Verdict.INCONCLUSIVE, student.verdict());
    assertTrue(warns(student, Warning.Kind.NO_SPREAD));
  }

  @Test
  void nothingInAResultIsUnbounded() {
    double[][] logRatios = forks(6, 0, 0);
    for (int fork = 0; fork < 6; fork++) {
      logRatios[fork][0] = fork % 2 == 0 ? 700 : -700;
    }
    for (Effect effect :
        Family.analyse(
            List.of(
                new Contrast("a", logRatios, 0.01),
                new Contrast("b", ofForkEstimates(1, 1, 1, 1, 1, Math.nextUp(1.0)), 0),
                new Contrast("c", ofForkEstimates(-700, 700, -700, 700, 1e-300, 0), 0.5)),
            0.95)) {
      String text = effect.toString();
      assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
      effect.p().ifPresent(p -> assertTrue(p > 0 && p <= 1));
    }
  }

  @Test
  void cyclesGiveRiseToWarnings() {
    double[][] logRatios = new double[10][];
    for (int fork = 0; fork < 10; fork++) {
      logRatios[fork] = new double[60 + fork];
      for (int cycle = 0; cycle < logRatios[fork].length; cycle++) {
        logRatios[fork][cycle] = 0.0005 * cycle + 0.003 * ((cycle * 7 + fork * 3) % 10);
      }
      logRatios[fork][10] = 2;
      logRatios[fork][20] = -2;
    }
    Effect effect = alone(logRatios);
    assertEquals(60, effect.cycles());
    for (Warning.Kind kind :
        List.of(
            Warning.Kind.DRIFT,
            Warning.Kind.AUTOCORRELATION,
            Warning.Kind.OUTLIERS,
            Warning.Kind.UNEQUAL_CYCLES)) {
      assertTrue(warns(effect, kind), kind + " in " + effect.warnings());
    }
    Warning outliers =
        effect.warnings().stream()
            .filter(w -> w.kind() == Warning.Kind.OUTLIERS)
            .findFirst()
            .orElseThrow();
    assertEquals(new Warning.Count(20, 645), outliers.count().orElseThrow());
    assertEquals("20 of 645 cycles are far from their fork's median; kept", outliers.text());
  }

  @Test
  void refusalsNameForkAndCycle() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 701}) {
      double[][] logRatios = forks(3, 0, 0.01);
      logRatios[1][4] = bad;
      String message = refusal(() -> new Contrast("xdpdrv", logRatios, 0.01));
      assertTrue(message.startsWith("xdpdrv: fork 2, cycle 5: log ratio is " + bad), message);
    }
    assertEquals(
        "tc: fork 2 has no cycles",
        refusal(() -> new Contrast("tc", new double[][] {{1}, {}}, 0.01)));
    assertEquals("tc: no forks", refusal(() -> new Contrast("tc", new double[0][], 0.01)));
    assertTrue(refusal(() -> new Contrast("tc", forks(6, 0, 1), 1)).contains("delta"));
    assertTrue(
        refusal(() -> new Contrast("tc", forks(6, 0, 1), Double.NaN)).contains("delta is NaN"));
    Contrast tc = new Contrast("tc", forks(6, 0, 0.1), 0.01);
    assertEquals(
        "two contrasts are called tc", refusal(() -> Family.analyse(List.of(tc, tc), 0.95)));
    assertTrue(refusal(() -> Family.analyse(List.of(tc), 0.5)).contains("confidence"));
    assertTrue(Family.analyse(List.of(), 0.95).isEmpty());
  }

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Tag("slow")
  @Test
  void aHundredAndFiftyAnalysesAreQuick() {
    double[][] logRatios = new double[10][1_000];
    for (double[] fork : logRatios) {
      Arrays.setAll(fork, i -> Math.sin(i * 12.9898) * 0.03);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 150; i++) {
      alone(logRatios);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(seconds < 5, seconds + " s"); // about 0.4 s on an idle core
  }
}
