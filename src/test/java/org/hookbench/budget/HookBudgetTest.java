package org.hookbench.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hookbench.UsageException;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HookBudgetTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("hook='tc,tcx' is not one value", () -> HookBudget.hook("tc,tcx")),
        mistake("program='' is not one value", () -> HookBudget.hook("tc").program("")),
        mistake(
            "payload='64,128' is not one value",
            () -> HookBudget.hook("tc").param("payload", "64,128")),
        mistake(
            "use program(...) for program=drop",
            () -> HookBudget.hook("tc").param("program", "drop")),
        mistake(
            "time is from a second to a day, not PT0.5S",
            () -> HookBudget.hook("tc").time(Duration.ofMillis(500))),
        mistake(
            "'0ns' is not a budget, such as 100ns or 2%",
            () -> HookBudget.hook("tc").atMost(0, TimeUnit.MILLISECONDS)),
        mistake(
            "'-1.000000%' is not a budget, such as 100ns or 2%",
            () -> HookBudget.hook("tc").atMostPercent(-1)),
        mistake("say atMost(...) or atMostPercent(...)", () -> HookBudget.hook("tc").check()));
  }

  private static Arguments mistake(String words, Executable made) {
    return Arguments.of(words, made);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsToldBeforeAnythingIsMeasured(String words, Executable made) {
    assertEquals(words, assertThrows(UsageException.class, made).getMessage());
  }
}
