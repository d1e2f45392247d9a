package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.UsageException;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  @ParameterizedTest
  @CsvSource({
    "worse>2%, 0.0201, 0.05, REGRESSION",
    "worse>2%, 0.02, 0.05, UNDECIDED",
    "worse>2%, 0.01, 0.02, PASS",
    "worse>2%, -0.05, 0.0201, UNDECIDED",
    "worse>2%, -0.05, -0.02, PASS",
    "worse>=2%, 0.02, 0.05, REGRESSION",
    "worse>=2%, 0.01, 0.02, UNDECIDED",
    "worse>=2%, 0.01, 0.0199, PASS",
    "worse, 0.0101, 0.05, REGRESSION",
    "worse, 0.001, 0.05, UNDECIDED",
    "worse, -0.05, 0.01, PASS",
    "worse>0%, 0.001, 0.002, REGRESSION",
    "worse>0%, 0, 0, PASS",
    "worse > 150 %, 1.6, 1.7, REGRESSION",
  })
  void intervalsAreJudgedByTheirEnds(String rule, double low, double high, Gate.Outcome expected) {
    assertEquals(
        expected, Gate.parse(rule).check(results(List.of(), interval(low, high))).outcome());
  }

  @Test
  void theWorstOutcomeIsTheWhole() {
    Gate gate = Gate.parse("worse>2%");
    Optional<Interval> pass = interval(0, 0.01);
    Optional<Interval> undecided = interval(0, 0.03);
    Optional<Interval> worse = interval(0.03, 0.04);
    assertEquals(Gate.Outcome.PASS, gate.check(results(List.of(), pass, pass)).outcome());
    assertEquals(Gate.Outcome.UNDECIDED, gate.check(results(List.of(), pass, undecided)).outcome());
    assertEquals(
        Gate.Outcome.REGRESSION, gate.check(results(List.of(), undecided, worse, pass)).outcome());
    assertEquals(Gate.Outcome.UNTRUSTED, gate.check(results(List.of("partial"), worse)).outcome());
    assertEquals(
        Gate.Outcome.UNDECIDED, gate.check(results(List.of(), Optional.empty(), pass)).outcome());
  }

  @Test
  void onlyDeclaredComparisonsCount() throws Exception {
    ComparisonResults r = Compared.runs(Compared.run(1, 0), Compared.run(2, 0));
    assertEquals(1, Gate.parse("worse").check(r).decisions().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "better",
        "worse>",
        "worse>2",
        "worse>-2%",
        "worse<2%",
        "worse>2%%",
        "worse>NaN%"
      })
  void otherRulesAreRefusedInWords(String rule) {
    String message = assertThrows(UsageException.class, () -> Gate.parse(rule)).getMessage();
    assertTrue(message.contains("is not a rule"), message);
  }

  private static Optional<Interval> interval(double low, double high) {
    return Optional.of(new Interval(low, high, 0.99));
  }

  @SafeVarargs
  private static ComparisonResults results(
      List<String> distrust, Optional<Interval>... simultaneous) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Optional<Interval> s : simultaneous) {
      Measured m = Measured.of(10, 1);
      comparisons.add(
          new Comparison(
              Basis.SAMPLES,
              "new",
              new Subject("w", "", "m", "us", false, 0.01),
              m,
              m,
              Optional.of(new Shift(0, Optional.empty(), s, Optional.empty())),
              Optional.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              Verdict.INCONCLUSIVE,
              List.of()));
    }
    Side side = new Side("base", List.of(Path.of("a")));
    return new ComparisonResults(
        ComparisonResults.Kind.FOREIGN,
        side,
        List.of(side),
        0.95,
        comparisons.size(),
        comparisons,
        List.of(),
        List.of(),
        distrust);
  }
}
