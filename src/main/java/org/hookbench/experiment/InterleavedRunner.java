package org.hookbench.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
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

  private final Options jmh;
  private final List<BenchCase> cases;
  private final List<String> hooks;
  private final List<String> programs;
  private final Design design;
  private final Path temp;
  private final Collector collector;
  private long started;

  /**
   * @param jmh what the user gave JMH: benchmarks, profilers, JVM and its arguments
   * @param cases what is to run, as JMH will find it
   * @param temp where JMH and the forks put temporary files
   */
  public InterleavedRunner(
      Options jmh,
      List<BenchCase> cases,
      List<String> hooks,
      List<String> programs,
      Design design,
      Path temp,
      RunListener listener) {
    this.jmh = jmh;
    this.cases = cases;
    this.hooks = hooks;
    this.programs = programs;
    this.design = design;
    this.temp = temp;
    this.collector = new Collector(cases, Arm.of(hooks, programs), design.forks(), listener);
  }

  /**
   * Runs all cases; returns early only where JMH itself gives up.
   *
   * @throws RunnerException where JMH can't run at all
   */
  public void run() throws RunnerException {
    started = System.nanoTime();
    try {
      new Runner(options(), collector).run();
    } catch (NoBenchmarksException e) {
      throw e;
    } catch (RunnerException e) {
      if (collector.failures().isEmpty()) {
        throw e;
      }
      // -foe: the case that failed has said why
    }
  }

  /** All cases so far. */
  public List<CaseData> cases() {
    return collector.snapshot();
  }

  /** One line a failed case. */
  public List<String> failures() {
    return collector.failures();
  }

  /** Since the run began, ns. */
  public long wallNanos() {
    return System.nanoTime() - started;
  }

  /** The results as JMH has them: one a case and arm. */
  public Collection<RunResult> jmhResults() {
    List<BenchmarkParams> raw = collector.rawParams();
    List<CaseData> data = collector.snapshot();
    List<RunResult> results = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      results.addAll(JmhResults.split(data.get(i), raw.get(i), design));
    }
    return results;
  }

  private Options options() {
    int arms = Arm.of(hooks, programs).size();
    int perStretch = design.cyclesPerStretch(arms);
    TimeValue slice = TimeValue.nanoseconds(design.sliceNanos());
    ChainedOptionsBuilder b =
        new OptionsBuilder()
            .verbosity(jmh.verbosity().orElse(org.openjdk.jmh.runner.Defaults.VERBOSITY))
            .shouldFailOnError(jmh.shouldFailOnError().orElse(false))
            .threads(1)
            .forks(design.forks())
            .warmupForks(0)
            .warmupIterations(design.warmupCycles() == 0 ? 0 : 1)
            .warmupBatchSize(Math.max(1, design.warmupCycles()))
            .warmupTime(slice)
            .measurementIterations(design.cycles() / perStretch)
            .measurementBatchSize(perStretch)
            .measurementTime(slice)
            .timeout(jmh.getTimeout().orElse(TimeValue.minutes(TIMEOUT_MINUTES)))
            .shouldDoGC(jmh.shouldDoGC().orElse(false))
            .param("hook", String.join(",", hooks))
            .param("program", String.join(",", programs))
            .addProfiler(ForkLink.class);
    for (BenchCase c : cases) {
      b.include("^" + c.benchmark().replace(".", "\\.") + "$");
    }
    valuesOfParams().forEach((name, values) -> b.param(name, values.toArray(String[]::new)));
    for (ProfilerConfig p : jmh.getProfilers()) {
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
    jmh.getJvmArgsAppend().orElse(List.of()).forEach(append::add);
    b.jvmArgsAppend(append.toArray(String[]::new));
    return b.build();
  }

  private Map<String, List<String>> valuesOfParams() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (BenchCase c : cases) {
      c.params().forEach((k, v) -> values.merge(k, List.of(v), InterleavedRunner::union));
    }
    return values;
  }

  private static List<String> union(List<String> a, List<String> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream())
        .distinct()
        .collect(Collectors.toList());
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
    args.addAll(ForkSettings.ofHost(design.seed()).jvmArgs());
    return args;
  }
}
