package org.hookbench.framework.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.UsageException;
import org.hookbench.framework.stats.Interval;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  @ParameterizedTest
  @CsvSource({
    "100ns, 100, NANOS",
    "0.5ns, 0.5, NANOS",
    "2%, 2, PERCENT",
    "1.250000%, 1.25, PERCENT"
  })
  void isReadAndWrittenAgain(String text, double most, Budget.Unit unit) {
    Budget budget = Budget.parse(text);
    assertEquals(new Budget(most, unit), budget);
    assertEquals(budget, Budget.parse(budget.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100", "ns", "-1ns", "0ns", "0.0%", "1us", "1e3ns", "1 %", "NaN%"})
  void whatIsNoneIsRefused(String text) {
    UsageException e = assertThrows(UsageException.class, () -> Budget.parse(text));
    assertEquals("'" + text + "' is not a budget, such as 100ns or 2%", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 99, WITHIN",
    "90, 100, WITHIN",
    "100, 101, UNDECIDED",
    "99, 101, UNDECIDED",
    "100.1, 101, OVER",
    "-300, -200, WITHIN"
  })
  void bothEndsOfTheIntervalDecide(double low, double high, Budget.Outcome outcome) {
    Budget budget = Budget.parse("100ns");
    assertEquals(outcome, budget.of(Optional.of(new Interval(low, high, 0.95))));
  }

  @Test
  void withoutAnIntervalNothingIsDecided() {
    assertEquals(Budget.Outcome.UNDECIDED, Budget.parse("100ns").of(Optional.empty()));
  }

  /** Made-up runs of 3 % at 4666 ns a packet. */
  @Test
  void costOfAnArmIsInItsUnit() {
    CaseResult packets = packets(0.03);
    ArmResult tc = packets.arms().get(2);
    assertEquals(100 * Math.expm1(0.03), Budget.parse("1%").cost(tc).orElseThrow(), 0.5);
    assertEquals(4666 * Math.expm1(0.03), Budget.parse("1ns").cost(tc).orElseThrow(), 25);
    assertTrue(Budget.parse("1%").interval(tc).orElseThrow().contains(3));
    assertEquals(Budget.Outcome.OVER, Budget.parse("1%").of(tc));
    assertEquals(Budget.Outcome.OVER, Budget.parse("50ns").of(tc));
    assertEquals(Budget.Outcome.WITHIN, Budget.parse("5%").of(tc));
    assertEquals(Budget.Outcome.WITHIN, Budget.parse("500ns").of(tc));
  }

  /** The null arm, whose interval has 0 inside, is asked nothing. */
  @Test
  void caseIsDecidedWhereEveryHookIs() {
    CaseResult packets = packets(0.03);
    assertTrue(Budget.parse("1%").isDecided(packets));
    double cost = Budget.parse("1%").cost(packets.arms().get(2)).orElseThrow();
    assertFalse(new Budget(cost, Budget.Unit.PERCENT).isDecided(packets));
  }

  private static CaseResult packets(double effect) {
    RunResults results =
        Analysis.of(
            Runs.standard().withHooks(List.of("tc")).withEffects(effect).data(),
            OptionalDouble.empty());
    return results.cases().get(2);
  }
}
