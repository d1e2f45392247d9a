package org.hookbench.tool.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import org.hookbench.framework.analysis.Budget;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SettingsTest {
  @Test
  void withoutAnyTheDefaultsHold() {
    assertEquals(
        new Settings(
            false,
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>()),
        Settings.of(properties("java.version=17")));
  }

  /** Forks are added for it as for a precision, whose intervals allow for several looks. */
  @Test
  void budgetAloneImpliesAPrecisionThatDoesNotEndTheRunBefore() {
    Settings settings = Settings.of(properties("hookbench.budget=100ns"));
    assertEquals(Optional.of(new Budget(100, Budget.Unit.NANOS)), settings.budget());
    assertEquals(OptionalDouble.of(1e-6), settings.precision());
  }

  @Test
  void allAreRead() {
    assertEquals(
        new Settings(
            true,
            OptionalDouble.of(0.005),
            OptionalLong.of(-3),
            OptionalInt.of(12),
            Optional.of(Path.of("a/b.json")),
            OptionalDouble.of(0.25),
            Optional.of(new Budget(2, Budget.Unit.PERCENT)),
            Optional.of(Duration.ofHours(2)),
            Optional.of("old.bpf.o:f"),
            true,
            Optional.of(Path.of("peer.key")),
            new TreeMap<>(Map.of("limit", "5", "on", "1")),
            new TreeMap<>(Map.of("flows", "/sys/fs/bpf/flows"))),
        Settings.of(
            properties(
                "hookbench.profile=quick",
                "hookbench.delta=0.5%",
                "hookbench.seed=-3",
                "hookbench.stretches=12",
                "hookbench.save=a/b.json",
                "hookbench.precision=25%",
                "hookbench.budget=2%",
                "hookbench.time=2h",
                "hookbench.against=old.bpf.o:f",
                "hookbench.yes=true",
                "hookbench.peer.key=peer.key",
                "hookbench.const.limit=5",
                "hookbench.const.on=1",
                "hookbench.pin.flows=/sys/fs/bpf/flows")));
  }

  @ParameterizedTest
  @CsvSource({"0.5%, 0.005", "0.02, 0.02", "99%, 0.99", "1e-3, 0.001"})
  void shareIsPercentOrFraction(String text, double expected) {
    assertEquals(expected, Settings.fraction(new GivenSettings.Given("--delta", text)), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hookbench.delta=0 | hookbench.delta=0 is not a share above 0 and below 100 %, such as 0.5%",
        "hookbench.delta=-1% | hookbench.delta=-1% is not a share above 0 and below 100 %, such as 0.5%",
        "hookbench.delta=100% | hookbench.delta=100% is not a share above 0 and below 100 %, such as"
            + " 0.5%",
        "hookbench.delta=NaN | hookbench.delta=NaN is not a share above 0 and below 100 %, such as 0.5%",
        "hookbench.delta=% | hookbench.delta=% is not a share above 0 and below 100 %, such as 0.5%",
        "hookbench.seed=1.5 | hookbench.seed=1.5 is not a whole number",
        "hookbench.profile=fast | unknown profile 'fast'. Known: default, quick",
        "hookbench.yes=maybe | hookbench.yes=maybe is neither true nor false",
        "hookbench.sede=1 | unknown setting 'hookbench.sede'; did you mean hookbench.seed?",
        "hookbench.time=soon | hookbench.time=soon is not a time such as 90s, 10m or 1h",
        "hookbench.time=99999999999999999999s | hookbench.time=99999999999999999999s is not a time"
            + " such as 90s, 10m or 1h",
        "hookbench.time=9223372036854775807h | hookbench.time=9223372036854775807h is not a time"
            + " such as 90s, 10m or 1h",
        "hookbench.precision=2 | hookbench.precision=2 is not a share above 0 and below 100 %, such as"
            + " 0.5%",
      })
  void whatIsNoneIsRefusedInWords(String setting, String message) {
    UserException e = assertThrows(UserException.class, () -> Settings.of(properties(setting)));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals(message, e.getMessage());
  }

  @Test
  void eachOptionIsTheSettingOfItsName() {
    assertEquals(
        Settings.of(
            properties(
                "hookbench.profile=quick",
                "hookbench.delta=0.5%",
                "hookbench.seed=-3",
                "hookbench.stretches=12",
                "hookbench.save=a/b.json",
                "hookbench.precision=25%",
                "hookbench.budget=2%",
                "hookbench.time=2h",
                "hookbench.const.limit=5",
                "hookbench.const.on=1",
                "hookbench.pin.flows=/sys/fs/bpf/flows")),
        options(
            "",
            "--quick --delta 0.5% --seed -3 --stretches=12 --save a/b.json --precision=25%"
                + " --budget 2% --time=2h --const limit=5 --const on=1"
                + " --pin flows=/sys/fs/bpf/flows"));
  }

  @ParameterizedTest
  @CsvSource({
    "hookbench.time=60s, --time 60s",
    "hookbench.profile=quick, --quick",
    "hookbench.const.n=1, --const n=1"
  })
  void bothMayBeGivenIfTheyAreTheSame(String property, String option) {
    assertEquals(options("", option), options(property, option));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hookbench.time=90s | --time 60s | --time=60s and -Dhookbench.time=90s differ: give one of them",
        "hookbench.profile=default | --quick"
            + " | --quick and -Dhookbench.profile=default differ: give one of them",
        "hookbench.const.n=1 | --const n=2"
            + " | --const n=2 and -Dhookbench.const.n=1 differ: give one of them",
        "x=y | --const n=1 --const n=2 | --const n=2 and --const n=1 differ: give one of them",
        "x=y | --const n | --const n is not of the form NAME=VALUE",
        "x=y | --pin =/a | --pin =/a is not of the form MAP=PATH",
        "x=y | --time soon | --time=soon is not a time such as 90s, 10m or 1h",
        "x=y | --seed 1.5 | --seed=1.5 is not a whole number",
        "x=y | --delta 2 | --delta=2 is not a share above 0 and below 100 %, such as 0.5%"
      })
  void whatIsWrongWithAnOptionIsSaidOfTheOption(String property, String option, String message) {
    UserException e = assertThrows(UserException.class, () -> options(property, option));
    assertEquals(ExitCode.USAGE, e.exitCode());
    assertEquals(message, e.getMessage());
  }

  private static Settings options(String property, String line) {
    SettingOptions options = new SettingOptions();
    new CommandLine(options).parseArgs(line.split(" "));
    return options.read(property.isEmpty() ? new Properties() : properties(property));
  }

  private static Properties properties(String... pairs) {
    Properties p = new Properties();
    for (String pair : pairs) {
      p.setProperty(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return p;
  }
}
