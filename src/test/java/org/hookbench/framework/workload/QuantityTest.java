package org.hookbench.framework.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 | 12 | ''",
        "12.5 | 12.5 | ''",
        "12. | 12 | ''",
        ".5 | 0.5 | ''",
        "+3 | 3 | ''",
        "-3 | -3 | ''",
        "1e3 | 1000 | ''",
        "1.5E-3 | 0.0015 | ''",
        "1,234 | 1234 | ''",
        "1,234,567.8 | 1234567.8 | ''",
        "1.5k | 1.5 | k",
        "1.23MB | 1.23 | MB",
        "12.3ms | 12.3 | ms",
        "12.3 ms | 12.3 | ms",
        "' 7 Gbits/sec ' | 7 | Gbits/sec",
        "3 \u00b5s | 3 | \u00b5s",
        "5 % | 5 | %",
        "2e | 2 | e"
      })
  void numbersAndWhatStandsBehindThem(String text, double value, String suffix) {
    assertEquals(Optional.of(new Quantity(value, suffix)), Quantity.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "k", "abc", "1,2", "12,34,567", "1 2", "--3", "0x10", ".", "NaN", "Infinity"})
  void othersAreNone(String text) {
    Optional<Quantity> parsed = Quantity.parse(text);
    boolean unitless =
        parsed
            .filter(q -> q.in(ValueUnit.parse("ms"), ValueUnit.parse("ms")).isPresent())
            .isPresent();
    assertTrue(parsed.isEmpty() || !unitless, () -> text + " is " + parsed);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5k, requests/s, requests/s, 1500",
    "1.5M, bit/s, Gbit/s, 0.0015",
    "2Ki, requests/s, requests/s, 2048",
    "12.3ms, us, us, 12300",
    "12.3, us, us, 12.3",
    "1.23MB, MB/s, MB/s, 1.23",
    "1.23MB, Mbit/s, Mbit/s, 9.84",
    "940, Mbit/s, Gbit/s, 0.94",
    "2m, s, s, 120",
    "3K, s, s, 3000"
  })
  void theyAreBroughtIntoTheUnit(String text, String bare, String wanted, double expected) {
    double value =
        Quantity.parse(text)
            .orElseThrow()
            .in(ValueUnit.parse(bare), ValueUnit.parse(wanted))
            .orElseThrow();
    assertEquals(expected, value, expected * 1e-12);
  }
}
