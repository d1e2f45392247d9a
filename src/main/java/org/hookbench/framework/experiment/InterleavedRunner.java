package org.hookbench.framework.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.LaneProfilerKind;
import org.hookbench.framework.profile.LaneProfilers;
import org.hookbench.framework.profile.ProfileResult;
import org.hookbench.kernel.sys.NativeCode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs cases on JMH's own Runner, with all arms of a case in the same forks.
 *
 * <p>JMH runs the values of a parameter one after the other, each in forks of its own, which
 * confounds a hook with the hour. So all hooks go to JMH as one value of its parameter {@code
 * hook}, an invocation of the benchmark is a cycle over all of them, and the slices come back
 * labelled with their arms. An iteration of JMH holds about a second of cycles (SingleShotTime with
 * a batch size), for JMH spends some 5 ms between iterations, as much as a slice is long.
 */
public final class InterleavedRunner {
  private static final int HEAP_MIB = 192;
  private static final int TIMEOUT_MINUTES = 10;
  private static final int LAST_FORKS = 3;
  // a fork's number seeds it: profiled forks are dealt otherwise than those of the estimates
  private static final int PROFILE_FORKS_FROM = 1 << 16;

  private final Options jmh;
  private final Plan plan;
  private final Path temp;
  private final List<String> furtherForkArgs;
  private final RunListener listener;
  private final Collector collector;
  private final ClassArchive archive;
  private final List<RunResult> raw = new ArrayList<>();
  private final Map<BenchCase, Map<String, List<ArmProfile>>> profiles = new ConcurrentHashMap<>();
  private final List<String> profileFailures = new CopyOnWriteArrayList<>();
  private final Map<String, List<CaseData>> profiledCases = new ConcurrentHashMap<>();
  private volatile Design design;
  private long started;
  private volatile long wallNanos;

  /**
   * @param jmh what the user gave JMH: profilers, JVM and its arguments; of the profilers, those
   *     that know lanes are left for {@link #profile}
   * @param temp where JMH and the forks put temporary files
   * @param furtherForkArgs JVM arguments for the forks, beside those that a fork of any run has
   */
  public InterleavedRunner(
      Options jmh, Plan plan, Path temp, List<String> furtherForkArgs, RunListener listener) {
    this.jmh = jmh;
    this.plan = plan;
    this.design = plan.design();
    this.temp = temp;
    this.furtherForkArgs = List.copyOf(furtherForkArgs);
    this.listener = listener;
    this.collector = new Collector(plan, listener, 0);
    this.archive =
        new ClassArchive(
            temp,
            !jmh.getJvm().hasValue()
                && !jmh.getJvmArgs().hasValue()
                && !jmh.getJvmArgsPrepend().hasValue()
                && !jmh.getJvmArgsAppend().hasValue());
  }

  /**
   * Runs all cases, then as many forks more as precision asks for.
   *
   * @param precision how narrow the intervals are to be, and for how long
   * @throws RunnerException where JMH can't run at all
   */
  public void run(Precision precision) throws RunnerException {
    started = System.nanoTime();
    estimate(precision);
    wallNanos = System.nanoTime() - started;
  }

  /**
   * Runs all cases with as many forks as there is time for: what the forks so far took decides how
   * many more there are, and nothing that they measured.
   *
   * @param timeNanos how long it may take, ns
   * @throws RunnerException where JMH can't run at all
   */
  public void runFor(long timeNanos) throws RunnerException {
    started = System.nanoTime();
    runAll(plan.cases(), 1);
    // the first fork of a run is slower than the others
    long afterFirst = wallNanos();
    int forks = 1;
    int more = 1;
    while (more > 0 && !isToStop() && !sound().isEmpty()) {
      runAll(sound(), more);
      forks += more;
      long ofOneMore = Math.max(1, (wallNanos() - afterFirst) / (forks - 1));
      long room = Math.max(Design.FEWEST_FORKS - forks, (timeNanos - wallNanos()) / ofOneMore);
      listener.planned((int) Math.max(forks, forks + room));
      // half of them, to see again what they take, but for the last few
      more = (int) Math.max(0, room > LAST_FORKS ? (room + 1) / 2 : room);
    }
    design = plan.design().withForks(Math.max(1, forks));
    wallNanos = System.nanoTime() - started;
  }

  /** How much is measured: as planned, but for the number of forks where time decides it. */
  public Design design() {
    return design;
  }

  private void estimate(Precision precision) throws RunnerException {
    List<BenchCase> open = plan.cases();
    int forks = plan.design().forks();
    runAll(open, forks);
    for (int look : precision.looksAfter(forks)) {
      open = precision.tooWide(collector.snapshot()).stream().filter(open::contains).toList();
      long estimate = wallNanos() / totalForks() * open.size() * (look - forks);
      if (open.isEmpty()
          || !collector.failures().isEmpty()
          || wallNanos() + estimate > precision.budgetNanos()) {
        return;
      }
      runAll(open, look - forks);
      forks = look;
    }
  }

  /**
   * Runs all cases again with a profiler that knows lanes. These forks give no estimate.
   *
   * @throws RunnerException where JMH can't run at all
   */
  public void profile(LaneProfilerKind kind, String options) throws RunnerException {
    Collector own = new Collector(plan, listener, PROFILE_FORKS_FROM);
    ProfilerConfig profiler = new ProfilerConfig(kind.type().getName(), options);
    Forks forks = new Forks(kind.forks(), List.of(profiler), kind.jvmArguments());
    listener.profiling(kind.name(), kind.forks());
    for (BenchCase bench : plan.cases()) {
      for (RunResult result : run(bench, forks, own)) {
        for (Result<?> r : result.getAggregatedResult().getSecondaryResults().values()) {
          if (r instanceof ProfileResult profile) {
            profiles
                .computeIfAbsent(bench, b -> new LinkedHashMap<>())
                .put(profile.profiler(), profile.arms());
          }
        }
      }
    }
    profiledCases.put(kind.name(), own.snapshot());
    own.failures().forEach(f -> profileFailures.add("-prof " + kind.name() + ": " + f));
  }

  /** What the profilers that know lanes have seen so far. */
  public List<CaseProfile> profiles() {
    return plan.planned().stream()
        .filter(p -> profiles.containsKey(p.bench()))
        .map(
            p ->
                new CaseProfile(
                    p.bench(),
                    plan.arms(p.bench()),
                    p.workload().metric(),
                    profiles.getOrDefault(p.bench(), Map.of())))
        .toList();
  }

  /** The slices of the forks that a profiler was on in: no estimate is made from them. */
  public List<CaseData> profiledCases(String profiler) {
    return profiledCases.getOrDefault(profiler, List.of());
  }

  /** All cases so far. */
  public List<CaseData> cases() {
    return collector.snapshot();
  }

  /** One line a failed case. */
  public List<String> failures() {
    List<String> all = new ArrayList<>(collector.failures());
    all.addAll(profileFailures);
    return all;
  }

  /** What the estimates took, without profiles, ns. */
  public long wallNanos() {
    return wallNanos > 0 ? wallNanos : System.nanoTime() - started;
  }

  /** The results as JMH has them: one a case and arm. */
  public Collection<RunResult> jmhResults() {
    List<RunResult> results = new ArrayList<>();
    for (CaseData data : collector.snapshot()) {
      BenchmarkParams params = collector.rawParams(data.bench());
      List<RunResult> arms = JmhResults.split(data, params);
      JmhResults.addProfilers(arms, params, raw);
      JmhResults.addFigures(arms, profiles.getOrDefault(data.bench(), Map.of()));
      results.addAll(arms);
    }
    return results;
  }

  private void runAll(List<BenchCase> cases, int forks) throws RunnerException {
    List<ProfilerConfig> profilers =
        jmh.getProfilers().stream()
            .filter(p -> LaneProfilers.kind(p.getKlass()).isEmpty())
            .toList();
    for (BenchCase bench : cases) {
      if (archive.isMissing() && forks > 1) {
        raw.addAll(run(bench, new Forks(1, profilers, archive.toMake()), collector));
        if (!collector.hasFailed(bench)) {
          raw.addAll(run(bench, new Forks(forks - 1, profilers, archive.toUse()), collector));
        }
      } else {
        raw.addAll(run(bench, new Forks(forks, profilers, archive.toUse()), collector));
      }
      if (isToStop()) {
        return;
      }
    }
  }

  private List<BenchCase> sound() {
    return plan.cases().stream().filter(bench -> !collector.hasFailed(bench)).toList();
  }

  private boolean isToStop() {
    return !collector.failures().isEmpty() && jmh.shouldFailOnError().orElse(false);
  }

  private long totalForks() {
    return Math.max(1, collector.snapshot().stream().mapToLong(c -> c.forks().size()).sum());
  }

  /**
   * Forks that are alike.
   *
   * @param count how many
   * @param profilers what is on in them
   * @param jvmArguments what their JVMs get beside the usual
   */
  private record Forks(int count, List<ProfilerConfig> profilers, List<String> jvmArguments) {}

  private Collection<RunResult> run(BenchCase bench, Forks forks, Collector collects)
      throws RunnerException {
    Runner runner = new Runner(options(bench, forks), collects);
    try {
      return ForkPlace.call(runner::run, collects::linkBroke);
    } catch (NoBenchmarksException e) {
      throw e;
    } catch (RunnerException e) {
      collects.endCase();
      if (collects.failures().isEmpty()) {
        throw e;
      }
      // -foe: the case that failed has said why
      return List.of();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new RunnerException(e);
    }
  }

  private Options options(BenchCase bench, Forks forks) {
    Measurement measurement = plan.measurement(bench);
    int perIteration = measurement.cyclesPerIteration(plan.arms(bench).size());
    TimeValue slice = TimeValue.nanoseconds(measurement.sliceNanos());
    ChainedOptionsBuilder b =
        new OptionsBuilder()
            .verbosity(jmh.verbosity().orElse(Defaults.VERBOSITY))
            .shouldFailOnError(jmh.shouldFailOnError().orElse(false))
            .threads(1)
            .forks(forks.count())
            .warmupForks(0)
            .warmupIterations(measurement.warmupCycles() == 0 ? 0 : 1)
            .warmupBatchSize(Math.max(1, measurement.warmupCycles()))
            .warmupTime(slice)
            .measurementIterations(measurement.cycles() / perIteration)
            .measurementBatchSize(perIteration)
            .measurementTime(slice)
            .timeout(jmh.getTimeout().orElse(TimeValue.minutes(TIMEOUT_MINUTES)))
            .shouldDoGC(jmh.shouldDoGC().orElse(false))
            .include("^" + bench.benchmark().replace(".", "\\.") + "$")
            .param("hook", Arms.hookParameter(plan.arms(bench)))
            .param("program", Arms.programParameter(plan.arms(bench)))
            .addProfiler(ForkLink.class);
    bench.params().forEach((name, value) -> b.param(name, value));
    for (ProfilerConfig p : forks.profilers()) {
      b.addProfiler(p.getKlass(), p.getOpts());
    }
    if (jmh.getJvm().hasValue()) {
      b.jvm(jmh.getJvm().get());
    }
    if (jmh.getJvmArgs().hasValue()) {
      b.jvmArgs(jmh.getJvmArgs().get().toArray(String[]::new));
    }
    if (jmh.getJvmArgsPrepend().hasValue()) {
      b.jvmArgsPrepend(jmh.getJvmArgsPrepend().get().toArray(String[]::new));
    }
    List<String> append = new ArrayList<>(forkArgs());
    append.addAll(forks.jvmArguments());
    jmh.getJvmArgsAppend().orElse(List.of()).forEach(append::add);
    b.jvmArgsAppend(append.toArray(String[]::new));
    return b.build();
  }

  /** Quiet JVMs: no perf data in /tmp, one collector thread, a small heap. */
  private List<String> forkArgs() {
    List<String> args =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MIB + "m",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temp));
    args.addAll(NativeCode.jvmArguments());
    args.addAll(LinkFilter.jvmArgs());
    args.addAll(ForkSettings.ofHost(plan.design()).jvmArgs());
    args.addAll(furtherForkArgs);
    return args;
  }
}
