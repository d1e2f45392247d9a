package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.RunData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The comparison of two runs, whole, over runs whose truth is known; seeds are fixed. */
@Tag("slow")
class RunSimulationTest {
  private static final int PAIRS = 1000;
  private static final int FAMILIES = 1000;

  /** Unlike numbers of forks and machines of unlike speed; one true effect. */
  @Test
  void nullPairsFireAsOftenAsTheyMay() throws Exception {
    int fired = 0;
    int claimed = 0;
    int missed = 0;
    for (int i = 0; i < PAIRS; i++) {
      SyntheticRun a = SyntheticRun.of(2L * i, "tc", 0.05);
      SyntheticRun b = SyntheticRun.of(2L * i + 1, "tc", 0.05);
      b.forks = 8;
      b.level = 1500;
      a.cycles = 8;
      b.cycles = 8;
      Comparison tc = Compared.named(a.data(), b.data()).comparisons().get(0);
      fired += tc.p().orElseThrow() < 1 - Analysis.CONFIDENCE ? 1 : 0;
      claimed += tc.verdict().claimsDifference() ? 1 : 0;
      missed += tc.relative().orElseThrow().interval().orElseThrow().contains(0) ? 0 : 1;
    }
    System.out.printf(
        "run to run: fires %.1f %%, claims %.1f %%, interval misses %.1f %% of %d null pairs%n",
        percent(fired), percent(claimed), percent(missed), PAIRS);
    assertEquals(5.0, percent(fired), 1.5);
    assertEquals(5.0, percent(missed), 1.5);
    assertTrue(claimed <= fired);
  }

  /** Four hooks without a difference: how often anything is claimed, and a gate fails. */
  @Test
  void aFamilyOfNullHooksHoldsItsError() throws Exception {
    int claims = 0;
    int regressions = 0;
    Gate gate = Gate.parse("worse>0%");
    for (int i = 0; i < FAMILIES; i++) {
      ComparisonResults r = Compared.named(family(2L * i), family(2L * i + 1));
      assertEquals(4, r.family());
      boolean any =
          r.comparisons().stream()
              .anyMatch(c -> c.basis().isDeclared() && c.verdict().claimsDifference());
      claims += any ? 1 : 0;
      long worse = gate.check(r).count(Gate.Outcome.REGRESSION);
      regressions += worse > 0 ? 1 : 0;
    }
    System.out.printf(
        "run to run: any claim of 4 in %d, a gate of worse>0%% fails in %d of %d families%n",
        claims, regressions, FAMILIES);
    assertTrue(claims <= 0.065 * FAMILIES, claims + " families with a false claim");
    assertTrue(regressions <= 0.04 * FAMILIES, regressions + " families fail the gate");
  }

  private static RunData family(long seed) {
    SyntheticRun run = new SyntheticRun(seed);
    run.cycles = 8;
    for (String hook : List.of("tc", "tcx", "xdpgeneric", "xdpdrv")) {
      run.effects.put(hook, 0.05);
    }
    return run.data();
  }

  private static double percent(int count) {
    return 100.0 * count / PAIRS;
  }
}
