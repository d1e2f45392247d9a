package org.hookbench.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** From runs that are made up, with a tc that costs 3 %. */
class FindingTest {
  private static Runs run() {
    return Runs.standard().withHooks(List.of("tc")).withEffects(0.03);
  }

  private static Finding of(Runs run, String budget) {
    return Finding.of(run.data(), Budget.parse(budget));
  }

  @Test
  void withinTheBudgetGivesTheWords() {
    String words = of(run(), "10%").decide(true);
    assertEquals(3, words.lines().count(), words);
    assertTrue(
        words
            .lines()
            .toList()
            .get(2)
            .matches(
                "hook=tc program=pass costs UdpPackets \\+[23]\\.\\d+ % \\(95 % interval [\\d.]+ to"
                    + " [\\d.]+\\): within the budget of 10%; 10 forks, the program ran \\d+ times"
                    + " in \\d+ packets.*"),
        words);
  }

  @Test
  void overTheBudgetFailsWithTheWords() {
    Finding finding = of(run(), "1%");
    AssertionError e = assertThrows(AssertionError.class, () -> finding.decide(false));
    assertTrue(e.getMessage().contains("OVER the budget of 1%"), e.getMessage());
  }

  /** 3 % of a round trip are more than 300 ns, of a packet less. */
  @Test
  void oneCaseOverTheBudgetIsEnough() {
    Finding finding = of(run(), "300ns");
    AssertionError e = assertThrows(AssertionError.class, () -> finding.decide(false));
    assertTrue(e.getMessage().contains("OVER the budget"), e.getMessage());
    assertTrue(e.getMessage().contains("within the budget"), e.getMessage());
  }

  @Test
  void budgetInsideTheIntervalAbortsOrFailsAsAsked() {
    Finding finding = of(run().withForks(4), "3%");
    TestAbortedException e = assertThrows(TestAbortedException.class, () -> finding.decide(false));
    assertTrue(e.getMessage().startsWith("not decided: hook=tc"), e.getMessage());
    assertTrue(e.getMessage().contains("no interval"), e.getMessage());
    AssertionError failure = assertThrows(AssertionError.class, () -> finding.decide(true));
    assertEquals(e.getMessage(), failure.getMessage());
  }

  /** Not a failure, though what it measured is above the budget. */
  @Test
  void untrustedAborts() {
    for (Runs untrusted : List.of(run().withSilentHook(), run().withNullEffect(0.1))) {
      Finding finding = of(untrusted, "1%");
      TestAbortedException e =
          assertThrows(TestAbortedException.class, () -> finding.decide(false));
      assertTrue(e.getMessage().startsWith("not decided: UNTRUSTED: "), e.getMessage());
    }
  }

  /** A run adds it beside every other, to tell what the hook alone costs. */
  @Test
  void programPassBesideAnotherIsNotAsked() {
    Runs both = run().withPrograms(List.of("pass", "count")).withEffects(0.2, 0.01);
    String words = of(both, "10%").decide(true);
    assertTrue(words.contains("program=count"), words);
    assertFalse(words.contains("program=pass"), words);
  }

  @Test
  void failedForkAborts() {
    Finding finding = of(run().withFailures(List.of("UdpPackets: exit code 137")), "10%");
    TestAbortedException e = assertThrows(TestAbortedException.class, () -> finding.decide(false));
    assertEquals("not decided: a fork failed: UdpPackets: exit code 137", e.getMessage());
  }

  @Test
  void runWithoutACompleteForkAborts() {
    Finding finding = of(run().stoppedAtOnce(), "10%");
    assertThrows(TestAbortedException.class, () -> finding.decide(false));
  }
}
