package org.hookbench.tool.cli.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.Precision;
import org.hookbench.framework.stats.VarianceComponents;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.UserException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Optional;

/** Reads off a command line how much is to be measured, and plans what it leaves open. */
final class DesignReader {
  /**
   * What was read.
   *
   * @param design of all cases
   * @param measurements what a fork of each case measures
   */
  record Planned(Design design, Map<AskedCase, Measurement> measurements) {
    /** What a fork of a case measures. */
    Measurement measurement(AskedCase one) {
      return Objects.requireNonNull(measurements.get(one), () -> "no case " + one);
    }
  }

  private static final int MANY_ARMS = 14;
  // their exact p passes Holm's correction over a hundred comparisons
  private static final int FORKS_OF_MANY_ARMS = 13;
  private static final int FEWEST_CYCLES_OF_MANY_ARMS = 60;

  /** Of measured cycles in a fork of many arms, whose lanes and moves take as long, s. */
  private static final double SECONDS_OF_MANY_ARMS = 1.8;

  private static final long SHORTEST_SLICE_NANOS = 100_000;

  /** Of a slice whose arm is attached for it alone, in some 10 to 40 ms. */
  private static final long TURN_NANOS = 10_000_000;

  /** What an arm's coming, the slices until it is level, and its leaving take: some 35 ms. */
  private static final double TURN_SECONDS = 0.035;

  private static final int MOST_FORKS_IN_TIME = 1000;

  /** Cycles a fork, where each slice is a whole run of a program. */
  private static final int FEWEST_WHOLE_RUNS = 2;

  private final CommandLineOptions options;
  private final Settings settings;
  private final Map<AskedCase, List<Arm>> cases;

  private DesignReader(
      CommandLineOptions options, Settings settings, Map<AskedCase, List<Arm>> cases) {
    this.options = options;
    this.settings = settings;
    this.cases = cases;
  }

  /**
   * Reads and plans.
   *
   * @param cases with the arms of each
   * @throws UserException in words for the user
   */
  static Planned of(
      CommandLineOptions options, Settings settings, Map<AskedCase, List<Arm>> cases) {
    return new DesignReader(options, settings, cases).planned();
  }

  private Planned planned() {
    Map<AskedCase, Measurement> measurements = new LinkedHashMap<>();
    cases.forEach((bench, arms) -> measurements.put(bench, measurement(bench, arms)));
    Design design =
        new Design(
            forks(),
            stretches(),
            settings.seed().orElse(System.nanoTime() ^ ProcessHandle.current().pid()),
            settings.delta(),
            settings.precision(),
            Programs.against(settings));
    Planned planned = new Planned(design, measurements);
    return settings.time().isPresent() ? inTime(planned) : planned;
  }

  private Measurement measurement(AskedCase asked, List<Arm> arms) {
    long slice = slice(asked, arms);
    double cycleSeconds = arms.size() * slice / 1e9 + turnSeconds(asked);
    // the runs in which a hook is seen at work come before, and warm up as well
    int usualWarmups =
        asked.workload().isWholeRun()
            ? 0
            : Math.max(1, (int) Math.round(warmupSeconds() / cycleSeconds));
    int warmups = asked(options.getWarmupIterations()).orElse(usualWarmups);
    int cycles =
        asked(options.getMeasurementIterations())
            .orElseGet(() -> cyclesOf(asked, arms.size(), cycleSeconds, warmups, slice));
    if (cycles < 1 || warmups < 0) {
      throw UserException.usage(
          "-i is the measured cycles of a fork, at least 1; -wi those before");
    }
    return new Measurement(cycles, warmups, slice);
  }

  /** Where there is time for a number of forks, so many cycles as give the narrowest interval. */
  private int cyclesOf(
      AskedCase asked, int arms, double cycleSeconds, int warmups, long sliceNanos) {
    Workload workload = asked.workload();
    if (workload.isWholeRun()) {
      double beside =
          secondsOfAFork(asked, arms, new Measurement(1, warmups, sliceNanos)) / cycleSeconds - 1;
      double best = VarianceComponents.bestCycles(workload.cycleVarianceOverForks(), beside);
      return settings.quick() ? FEWEST_WHOLE_RUNS : Math.max(FEWEST_WHOLE_RUNS, (int) best);
    }
    if (settings.quick()) {
      int fewest = turnSeconds(asked) > 0 ? arms : 1;
      return roundToTen(
          Math.max(fewest, (int) Math.round(RunDefaults.QUICK_FORK_SECONDS / cycleSeconds)));
    }
    int usual = (int) Math.round(RunDefaults.FORK_SECONDS / cycleSeconds);
    if (arms >= MANY_ARMS) {
      int many = (int) Math.round(SECONDS_OF_MANY_ARMS / cycleSeconds);
      return roundToTen(Math.max(FEWEST_CYCLES_OF_MANY_ARMS, many));
    }
    Measurement one = new Measurement(usual, warmups, sliceNanos);
    double forkCost =
        turnSeconds(asked) > 0
            ? secondsOfAFork(asked, arms, one) / cycleSeconds - usual
            : one.forkCost(arms, stretches(), workload.needsFreshSockets());
    return roundToTen(
        (int) VarianceComponents.bestCycles(workload.cycleVarianceOverForks(), forkCost));
  }

  private double warmupSeconds() {
    return settings.quick() ? RunDefaults.QUICK_WARMUP_SECONDS : RunDefaults.WARMUP_SECONDS;
  }

  private int stretches() {
    return settings.stretches().orElse(RunDefaults.STRETCHES);
  }

  private long slice(AskedCase asked, List<Arm> arms) {
    Optional<TimeValue> time = options.getMeasurementTime();
    if (!time.hasValue()) {
      long usual = asked.workload().sliceNanos();
      return Testbed.takesTurns(arms, asked.link()) ? Math.max(TURN_NANOS, usual) : usual;
    }
    if (asked.workload().isWholeRun()) {
      throw UserException.usage(
          "-r has no meaning for "
              + asked.bench().workload()
              + ": a slice is one whole run of its client");
    }
    long slice = time.get().convertTo(TimeUnit.NANOSECONDS);
    if (slice < SHORTEST_SLICE_NANOS
        || slice > TimeValue.minutes(1).convertTo(TimeUnit.NANOSECONDS)) {
      throw UserException.usage("-r is a slice's length, from 100us to 1min");
    }
    return slice;
  }

  private int forks() {
    boolean precise = settings.precision().isPresent();
    int usual = mostArms() < MANY_ARMS ? RunDefaults.FORKS : FORKS_OF_MANY_ARMS;
    int byDefault =
        precise ? Precision.FEWEST_FORKS : settings.quick() ? RunDefaults.QUICK_FORKS : usual;
    int forks = asked(options.getForkCount()).orElse(byDefault);
    if (forks < 1) {
      throw UserException.usage(
          "-f "
              + forks
              + ": the fork is the unit of analysis; at least 1, and at least 6 for a 95 %"
              + " interval");
    }
    if (precise && forks < Precision.FEWEST_FORKS) {
      throw UserException.usage(
          "--precision needs at least " + Precision.FEWEST_FORKS + " forks, not -f " + forks);
    }
    return forks;
  }

  /** As many forks as the time has room for, by what a fork takes on an idle machine. */
  private Planned inTime(Planned planned) {
    if (options.getForkCount().hasValue()) {
      throw UserException.usage("--time is for as many forks as fit into it; it can't go with -f");
    }
    if (settings.precision().isPresent()) {
      return planned;
    }
    Map<AskedCase, Measurement> measurements = new LinkedHashMap<>(planned.measurements());
    boolean mayBeShorter = !options.getMeasurementIterations().hasValue();
    while (forksInTime(measurements) < Design.FEWEST_FORKS
        && mayBeShorter
        && measurements.entrySet().stream()
            .anyMatch(m -> m.getValue().cycles() > fewestCycles(m.getKey()))) {
      measurements.replaceAll((bench, m) -> shorter(m, fewestCycles(bench)));
    }
    int forks = forksInTime(measurements);
    if (forks < Design.FEWEST_FORKS) {
      double needed =
          Design.RUN_SECONDS
              + secondsBefore(measurements)
              + Design.FEWEST_FORKS * secondsOfAForkEach(measurements);
      throw UserException.usage(
          String.format(
              Locale.ROOT,
              "--time=%ds is too short: %d forks, the fewest with a 95 %% interval, of %d"
                  + " case%s with %d arms take about %.0f s",
              settings.time().get().toSeconds(),
              Design.FEWEST_FORKS,
              cases.size(),
              cases.size() == 1 ? "" : "s",
              mostArms(),
              Math.ceil(needed)));
    }
    return new Planned(
        planned.design().withForks(Math.min(forks, MOST_FORKS_IN_TIME)), measurements);
  }

  private static Measurement shorter(Measurement m, int fewest) {
    int cycles = m.cycles() - Math.max(1, m.cycles() / 10);
    return m.withCycles(Math.min(m.cycles(), Math.max(fewest, cycles)));
  }

  private int forksInTime(Map<AskedCase, Measurement> measurements) {
    double seconds =
        settings.time().get().toMillis() / 1e3 - Design.RUN_SECONDS - secondsBefore(measurements);
    return (int) (seconds / secondsOfAForkEach(measurements));
  }

  /** Of runs of programs by which it was seen how long they take. */
  private double secondsBefore(Map<AskedCase, Measurement> measurements) {
    return measurements.entrySet().stream()
        .filter(m -> m.getKey().workload().isWholeRun())
        .mapToDouble(m -> arms(m.getKey()) * m.getValue().sliceNanos() / 1e9)
        .sum();
  }

  private double secondsOfAForkEach(Map<AskedCase, Measurement> measurements) {
    return measurements.entrySet().stream()
        .mapToDouble(m -> secondsOfAFork(m.getKey(), m.getValue()))
        .sum();
  }

  private int fewestCycles(AskedCase asked) {
    return asked.workload().isWholeRun() ? FEWEST_WHOLE_RUNS : arms(asked);
  }

  private double secondsOfAFork(AskedCase asked, Measurement m) {
    return secondsOfAFork(asked, arms(asked), m);
  }

  private double secondsOfAFork(AskedCase asked, int arms, Measurement m) {
    if (asked.workload().isWholeRun()) {
      // nothing is discarded after a move, and each arm is seen at work in a run before
      return m.forkSeconds(arms, 1, false) + arms * m.sliceNanos() / 1e9;
    }
    return m.forkSeconds(arms, stretches(), asked.workload().needsFreshSockets())
        + turnSeconds(asked) * (m.cycles() + m.warmupCycles());
  }

  /** What coming and leaving takes in a cycle, beside its slices, where arms take turns. */
  private double turnSeconds(AskedCase asked) {
    List<Arm> arms = cases.getOrDefault(asked, List.of());
    boolean byTurns = !asked.workload().isWholeRun() && Testbed.takesTurns(arms, asked.link());
    return byTurns ? TURN_SECONDS * arms.size() : 0;
  }

  /** How many arms a case has. */
  private int arms(AskedCase one) {
    return cases.getOrDefault(one, List.of()).size();
  }

  private int mostArms() {
    return cases.values().stream().mapToInt(List::size).max().orElseThrow();
  }

  private static OptionalInt asked(Optional<Integer> option) {
    return option.hasValue() ? OptionalInt.of(option.get()) : OptionalInt.empty();
  }

  /** Cycles that can be told off in stretches of equal length. */
  private static int roundToTen(int cycles) {
    return cycles < 20 ? cycles : cycles / 10 * 10;
  }
}
