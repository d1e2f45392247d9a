package org.hookbench.framework.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.testing.TwoSpeeds;
import org.junit.jupiter.api.Test;

class InjectionTest {
  private static final int RUNS = 20;
  private static final int EMPTY_ARM = 2;
  private static final long[] ASKED = {300, 700, 1500};

  /** On a machine of two speeds, where an interrupt falls into one pass in ten. */
  @Test
  void theCostOfARunIsRecoveredWithinItsInterval() {
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      CaseData injected =
          TwoSpeeds.of("UdpPackets.cost", run, 1, 32 * 100, 32 * 300, 32 * 700, 32 * 1500)
              .cases()
              .get(0);
      List<Injection> found = Injection.of(injected, EMPTY_ARM, ASKED, 0.95);
      for (int i = 0; i < ASKED.length; i++) {
        Injection injection = found.get(i);
        assertEquals(ASKED[i], injection.askedNanos());
        assertEquals(ASKED[i], injection.accountedNanos(), 1e-9, "of a pass without interrupt");
        assertEquals(0, injection.error(), 0.02, "run " + run);
        assertTrue(injection.isRecovered());
        covered += injection.interval().contains(ASKED[i]) ? 1 : 0;
      }
    }
    // 95 % are nominal; three binomial standard errors
    assertTrue(covered >= 0.86 * RUNS * ASKED.length, covered + " intervals contain the cost");
  }
}
