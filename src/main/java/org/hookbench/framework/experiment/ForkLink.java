package org.hookbench.framework.experiment;

import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.hookbench.kernel.sys.NativeCode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Carries slices from a fork to the host by JMH's own link, in the guise of a profiler: in the fork
 * it hands over what the benchmark left after each iteration, in the host it numbers the forks.
 */
@SuppressWarnings("rawtypes") // as in the interfaces of JMH
public final class ForkLink implements InternalProfiler, ExternalProfiler {
  /** The system property that tells a fork its number, from 0. */
  public static final String FORK_PROPERTY = "hookbench.fork";

  private static final AtomicInteger FORKS = new AtomicInteger();
  private static final AtomicReference<StretchResult> LEFT = new AtomicReference<>();

  /** In a fork: leaves a stretch for the host to have. */
  public static void leave(Slices slices, Optional<ForkReport> report) {
    LEFT.set(new StretchResult(slices, report));
  }

  /** In a fork: its number, from 0. */
  public static int forkNumber() {
    return Integer.getInteger(FORK_PROPERTY, 0);
  }

  /** In the host: the number of the fork that is started next. */
  static void countFrom(int number) {
    FORKS.set(number);
  }

  /** JMH makes one in a fork before it calls the benchmark, which will need libbpf. */
  public ForkLink() {
    if (System.getProperty(FORK_PROPERTY) != null) {
      NativeCode.loadLibbpfMeanwhile();
    }
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    LEFT.set(null);
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    StretchResult left = LEFT.getAndSet(null);
    return left == null ? List.of() : List.of(left);
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    return List.of("-D" + FORK_PROPERTY + "=" + FORKS.getAndIncrement());
  }

  @Override
  public void beforeTrial(BenchmarkParams benchmark) {
    // nothing to prepare
  }

  @Override
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    return List.of();
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  @Override
  public String getDescription() {
    return "carries HookBench's slices from a fork to the host";
  }
}
