package org.hookbench.cli;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.hookbench.experiment.Design;
import org.hookbench.experiment.Precision;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Optional;

/** Reads off a command line how much is to be measured, and plans what it leaves open. */
final class DesignReader {
  private static final int FORKS = 14;
  private static final int QUICK_FORKS = Design.FEWEST_FORKS;
  private static final int MANY_ARMS = 14;
  // their exact p passes Holm's correction over a hundred comparisons
  private static final int FORKS_OF_MANY_ARMS = 13;
  private static final int CYCLES_OF_MANY_ARMS = 30;
  private static final double FORK_SECONDS = 1.5;
  private static final double QUICK_FORK_SECONDS = 0.5;
  // arms change lanes so often that each is on each lane once; of many arms a part of a square
  private static final int STRETCHES = 8;
  private static final double WARMUP_SECONDS = 0.3;
  private static final long SLICE_NANOS = 5_000_000;
  private static final long SHORTEST_SLICE_NANOS = 100_000;
  private static final int MOST_FORKS_IN_TIME = 1000;

  private final CommandLineOptions options;
  private final Settings settings;
  private final int cases;
  private final int arms;

  private DesignReader(CommandLineOptions options, Settings settings, int cases, int arms) {
    this.options = options;
    this.settings = settings;
    this.cases = cases;
    this.arms = arms;
  }

  /**
   * Reads and plans.
   *
   * @param cases how many there are
   * @param arms of the case that has most
   * @throws UserException in words for the user
   */
  static Design of(CommandLineOptions options, Settings settings, int cases, int arms) {
    return new DesignReader(options, settings, cases, arms).design();
  }

  private Design design() {
    long slice = slice();
    double cycleSeconds = arms * slice / 1e9;
    int cycles = asked(options.getMeasurementIterations()).orElse(cyclesOf(cycleSeconds));
    int warmups =
        asked(options.getWarmupIterations())
            .orElse(Math.max(1, (int) Math.round(WARMUP_SECONDS / cycleSeconds)));
    if (cycles < 1 || warmups < 0) {
      throw UserException.usage(
          "-i is the measured cycles of a fork, at least 1; -wi those before");
    }
    Design design =
        new Design(
            forks(),
            cycles,
            Math.min(cycles, settings.stretches().orElse(STRETCHES)),
            warmups,
            slice,
            settings.seed().orElse(System.nanoTime() ^ ProcessHandle.current().pid()),
            settings.delta().orElse(0),
            settings.precision().orElse(0));
    return settings.time().isPresent() ? inTime(design) : design;
  }

  private int cyclesOf(double seconds) {
    double measured = settings.quick() ? QUICK_FORK_SECONDS : FORK_SECONDS;
    int fewest = arms < MANY_ARMS || settings.quick() ? 1 : CYCLES_OF_MANY_ARMS;
    return roundToTen(Math.max(fewest, (int) Math.round(measured / seconds)));
  }

  private long slice() {
    Optional<TimeValue> time = options.getMeasurementTime();
    long slice = time.hasValue() ? time.get().convertTo(TimeUnit.NANOSECONDS) : SLICE_NANOS;
    if (slice < SHORTEST_SLICE_NANOS
        || slice > TimeValue.minutes(1).convertTo(TimeUnit.NANOSECONDS)) {
      throw UserException.usage("-r is a slice's length, from 100us to 1min");
    }
    return slice;
  }

  private int forks() {
    boolean precise = settings.precision().isPresent();
    int usual = arms < MANY_ARMS ? FORKS : FORKS_OF_MANY_ARMS;
    int byDefault = precise ? Precision.FEWEST_FORKS : settings.quick() ? QUICK_FORKS : usual;
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
          "hookbench.precision needs at least "
              + Precision.FEWEST_FORKS
              + " forks, not -f "
              + forks);
    }
    return forks;
  }

  /** As many forks as the time has room for, by what a fork takes on an idle machine. */
  private Design inTime(Design design) {
    if (options.getForkCount().hasValue()) {
      throw UserException.usage(
          "hookbench.time= is for as many forks as fit into it; it can't go with -f");
    }
    if (settings.precision().isPresent()) {
      return design;
    }
    double seconds = settings.time().get().toMillis() / 1e3 - Design.RUN_SECONDS;
    boolean mayBeShorter = !options.getMeasurementIterations().hasValue();
    Design shorter = design;
    while (forksIn(seconds, shorter) < Design.FEWEST_FORKS
        && mayBeShorter
        && shorter.cycles() > arms) {
      int cycles = Math.max(arms, shorter.cycles() - Math.max(1, shorter.cycles() / 10));
      shorter = shorter.withCycles(cycles);
    }
    int forks = forksIn(seconds, shorter);
    if (forks < Design.FEWEST_FORKS) {
      double needed = Design.RUN_SECONDS + Design.FEWEST_FORKS * cases * shorter.forkSeconds(arms);
      throw UserException.usage(
          String.format(
              Locale.ROOT,
              "hookbench.time=%ds is too short: %d forks, the fewest with a 95 %% interval, of %d"
                  + " case%s with %d arms take about %.0f s",
              settings.time().get().toSeconds(),
              Design.FEWEST_FORKS,
              cases,
              cases == 1 ? "" : "s",
              arms,
              Math.ceil(needed)));
    }
    return shorter.withForks(Math.min(forks, MOST_FORKS_IN_TIME));
  }

  private int forksIn(double seconds, Design design) {
    return (int) (seconds / cases / design.forkSeconds(arms));
  }

  private static OptionalInt asked(Optional<Integer> option) {
    return option.hasValue() ? OptionalInt.of(option.get()) : OptionalInt.empty();
  }

  /** Cycles that can be told off in stretches of equal length. */
  private static int roundToTen(int cycles) {
    return cycles < 20 ? cycles : cycles / 10 * 10;
  }
}
