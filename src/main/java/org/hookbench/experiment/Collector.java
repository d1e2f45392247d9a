package org.hookbench.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Listens to JMH's Runner in the host: gathers the slices of every fork as they come, so that what
 * was measured is there at any moment, and keeps JMH's own chatter for the case of a failure.
 */
@SuppressWarnings("rawtypes") // as in the interfaces of JMH
final class Collector implements OutputFormat {
  private final RunListener listener;
  private final List<BenchCase> cases;
  private final List<Arm> arms;
  private final int forks;
  private final StringBuilder chatter = new StringBuilder();
  private final List<CaseData> done = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<BenchmarkParams> raw = new ArrayList<>();
  private List<ForkData> forksOfCase = new ArrayList<>();
  private Slices slices;
  private long startedMillis;
  private BenchCase current;

  Collector(Plan plan, RunListener listener) {
    this.cases = plan.cases();
    this.arms = plan.arms();
    this.forks = plan.design().forks();
    this.listener = listener;
  }

  /** All cases so far, with the one that is running. */
  synchronized List<CaseData> snapshot() {
    List<CaseData> all = new ArrayList<>(done);
    if (current != null) {
      List<ForkData> seen = new ArrayList<>(forksOfCase);
      if (slices != null) {
        seen.add(new ForkData(seen.size(), startedMillis, slices.copy(), Optional.empty()));
      }
      all.add(new CaseData(current, arms, seen));
    }
    return all;
  }

  /** One line a failed case. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** JMH's parameters of each case of {@link #snapshot()}, in its order. */
  synchronized List<BenchmarkParams> rawParams() {
    return List.copyOf(raw);
  }

  @Override
  public synchronized void startBenchmark(BenchmarkParams params) {
    ForkLink.restartCount();
    endCase();
    current = match(params);
    raw.add(params);
    forksOfCase = new ArrayList<>();
    slices = null;
    chatter.setLength(0);
    listener.caseStarted(current);
  }

  @Override
  public synchronized void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult data) {
    if (iteration.getType() != IterationType.MEASUREMENT) {
      return;
    }
    for (Result r : data.getRawSecondaryResults().get(StretchResult.LABEL)) {
      StretchResult stretch = (StretchResult) r;
      if (slices == null || number == 1) {
        startedMillis = System.currentTimeMillis();
        slices = new Slices(arms.size(), stretch.slices().size() * iteration.getCount());
      }
      slices.addAll(stretch.slices());
      if (stretch.report() != null) {
        Optional<ForkReport> report = Optional.of(stretch.report());
        forksOfCase.add(new ForkData(forksOfCase.size(), startedMillis, slices, report));
        slices = null;
      }
    }
    listener.stretchDone(snapshot());
  }

  @Override
  public synchronized void endBenchmark(BenchmarkResult result) {
    endCase();
  }

  @Override
  public synchronized void endRun(Collection<RunResult> results) {
    endCase();
  }

  @Override
  public synchronized void print(String s) {
    chatter.append(s);
  }

  @Override
  public synchronized void println(String s) {
    chatter.append(s).append('\n');
  }

  @Override
  public void verbosePrintln(String s) {
    listener.detail(s);
  }

  @Override
  public synchronized void write(int b) {
    chatter.append((char) b);
  }

  @Override
  public synchronized void write(byte[] b) {
    chatter.append(new String(b, java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    // nothing to say
  }

  @Override
  public void startRun() {
    // nothing to say
  }

  @Override
  public void flush() {
    // nothing is buffered
  }

  @Override
  public void close() {
    // nothing is open
  }

  /** Everything that JMH and the forks printed in the case that failed last. */
  synchronized String chatter() {
    return chatter.toString();
  }

  private void endCase() {
    if (current == null) {
      return;
    }
    done.addAll(snapshot().subList(done.size(), done.size() + 1));
    long complete = forksOfCase.size();
    if (complete < forks) {
      String failure =
          current.workload()
              + ": fork "
              + (complete + 1)
              + " of "
              + forks
              + " failed: "
              + FailureText.cause(chatter.toString());
      failures.add(failure);
      listener.detail(chatter.toString());
    }
    current = null;
    slices = null;
  }

  private BenchCase match(BenchmarkParams params) {
    return cases.stream()
        .filter(
            c ->
                c.benchmark().equals(params.getBenchmark())
                    && c.params().entrySet().stream()
                        .allMatch(e -> e.getValue().equals(params.getParam(e.getKey()))))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("JMH runs what was not asked: " + params.id()));
  }
}
