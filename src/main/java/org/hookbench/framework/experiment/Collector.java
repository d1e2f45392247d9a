package org.hookbench.framework.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hookbench.framework.lanes.FarPeer;
import org.jspecify.annotations.Nullable;
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
  private final Plan plan;
  private final int firstFork;
  private final Map<BenchCase, Progress> seen = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Set<BenchCase> failed = new HashSet<>();
  private final StringBuilder chatter = new StringBuilder();
  private @Nullable String brokenLink;
  private @Nullable Progress current;

  /** What has come of one case. */
  private static final class Progress {
    private final BenchCase bench;
    private final BenchmarkParams params;
    private final List<ForkData> forks = new ArrayList<>();
    private int planned;
    private @Nullable Slices slices;
    private long startedMillis;

    Progress(BenchCase bench, BenchmarkParams params) {
      this.bench = bench;
      this.params = params;
    }

    /** Adds an iteration's slices; of a fork's first one it is told how many the fork will have. */
    void add(StretchResult stretch, boolean first, int slicesOfAFork, int arms) {
      Slices so = slices;
      if (so == null || first) {
        startedMillis = System.currentTimeMillis();
        so = new Slices(arms, slicesOfAFork);
        slices = so;
      }
      so.addAll(stretch.slices());
    }

    /** The fork has left its report. */
    void forkEnds(ForkReport report) {
      if (slices != null) {
        forks.add(new ForkData(forks.size(), startedMillis, slices, Optional.of(report)));
        slices = null;
      }
    }

    long cycles() {
      long complete = forks.stream().mapToLong(f -> f.slices().cycles()).sum();
      return complete + (slices == null ? 0 : slices.cycles());
    }

    /** Without a copy of any slices: those of a complete fork no longer change. */
    CaseData complete(Plan plan) {
      return data(plan, List.copyOf(forks));
    }

    CaseData data(Plan plan) {
      List<ForkData> all = new ArrayList<>(forks);
      if (slices != null) {
        all.add(new ForkData(all.size(), startedMillis, slices.copy(), Optional.empty()));
      }
      return data(plan, all);
    }

    private CaseData data(Plan plan, List<ForkData> all) {
      return new CaseData(
          bench,
          plan.arms(bench),
          plan.planned(bench).workload().metric(),
          plan.measurement(bench),
          all);
    }
  }

  /**
   * @param firstFork the number of its first fork
   */
  Collector(Plan plan, RunListener listener, int firstFork) {
    this.plan = plan;
    this.firstFork = firstFork;
    this.listener = listener;
  }

  /** All cases so far, with the one that is running. */
  synchronized List<CaseData> snapshot() {
    return seen.values().stream().map(p -> p.data(plan)).toList();
  }

  /** One line a failed case. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Whether a fork of a case has failed. */
  synchronized boolean hasFailed(BenchCase bench) {
    return failed.contains(bench);
  }

  /** JMH's parameters of a case. */
  synchronized BenchmarkParams rawParams(BenchCase bench) {
    return Objects.requireNonNull(seen.get(bench), () -> "no case " + bench).params;
  }

  @Override
  public synchronized void startBenchmark(BenchmarkParams params) {
    BenchCase bench = BenchCase.of(params);
    Progress of = seen.computeIfAbsent(bench, b -> new Progress(b, params));
    of.planned += params.getForks();
    ForkLink.countFrom(firstFork + of.forks.size());
    current = of;
    chatter.setLength(0);
    listener.caseStarted(bench);
  }

  @Override
  public synchronized void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult data) {
    Progress of = current;
    if (of == null || iteration.getType() != IterationType.MEASUREMENT) {
      return;
    }
    for (Result r : data.getRawSecondaryResults().get(StretchResult.LABEL)) {
      StretchResult stretch = (StretchResult) r;
      int ofAFork = stretch.slices().size() * iteration.getCount();
      of.add(stretch, number == 1, ofAFork, plan.arms(of.bench).size());
      stretch
          .report()
          .ifPresent(
              report -> {
                of.forkEnds(report);
                listener.forkDone(of.complete(plan));
              });
    }
    listener.stretchDone(seen.values().stream().mapToLong(Progress::cycles).sum());
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

  /** JMH's link to its forks failed, and they have been killed. */
  synchronized void linkBroke(String why) {
    brokenLink = why;
  }

  private String cause() {
    Optional<String> refused = LinkFilter.refused();
    if (refused.isPresent()) {
      return "on the link between JMH's host and its forks came "
          + refused.get()
          + ", which neither sends; -Djdk.serialFilter=PATTERN before -jar allows other classes";
    }
    return brokenLink == null
        ? FailureText.cause(chatter.toString())
        : "JMH's link to its forks failed: " + brokenLink;
  }

  /** Which host it was, where there is another one: what the kernel says names none. */
  private static String ofPeer(BenchCase bench) {
    String peer = bench.params().getOrDefault("peer", FarPeer.NONE);
    return peer.equals(FarPeer.NONE) ? "" : "; peer=" + peer;
  }

  /** JMH calls neither of its two ends where a fork has failed and -foe is on, so this may too. */
  synchronized void endCase() {
    if (current == null) {
      return;
    }
    int complete = current.forks.size();
    if (complete < current.planned) {
      failed.add(current.bench);
      failures.add(
          String.format(
              "%s: fork %d of %d failed: %s",
              current.bench.workload(),
              complete + 1,
              firstFork == 0 ? Math.max(current.planned, plan.design().forks()) : current.planned,
              cause() + ofPeer(current.bench)));
      listener.detail(chatter.toString());
      current.planned = complete;
    }
    current = null;
  }
}
