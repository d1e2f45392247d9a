package org.hookbench.tool.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.RunListener;
import org.hookbench.tool.report.LiveLines;

/**
 * How far a run is. On a terminal: what the answer says so far, and a bar with the fork and the
 * time left. Elsewhere a line a fork. On stderr.
 */
public final class Progress implements RunListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 500;

  /** The bar itself is to be of use. */
  private static final int SHORTEST_BAR = 10;

  private final PrintStream err;
  private final boolean verbose;
  private final Function<List<CaseData>, List<String>> answer;
  private final LongSupplier nanoClock;
  private final Plan plan;
  private final Optional<LiveView> view;
  private final Optional<ProgressBar> bar;
  private final Map<BenchCase, CaseData> seen = new LinkedHashMap<>();
  private volatile Remaining remaining;
  private volatile long startedNanos;
  private volatile int forks;
  private volatile Optional<String> profiler = Optional.empty();
  private volatile Optional<BenchCase> running = Optional.empty();
  private volatile int complete;

  /**
   * @param answer the lines that say what these cases have shown so far
   * @param verbose whether to show what JMH says ({@code -v EXTRA})
   */
  public Progress(
      Plan plan, Function<List<CaseData>, List<String>> answer, PrintStream err, boolean verbose) {
    this(
        plan,
        answer,
        err,
        verbose,
        Terminal.canPaintOnError() ? Optional.of(errorView()) : Optional.empty(),
        System::nanoTime);
  }

  Progress(
      Plan plan,
      Function<List<CaseData>, List<String>> answer,
      PrintStream err,
      boolean verbose,
      Optional<LiveView> view,
      LongSupplier nanoClock) {
    this.plan = plan;
    this.err = err;
    this.verbose = verbose;
    this.answer = answer;
    this.nanoClock = nanoClock;
    this.startedNanos = nanoClock.getAsLong();
    this.forks = plan.design().forks();
    this.remaining = new Remaining(plan, forks);
    this.view = view;
    this.bar = view.map(this::bar);
  }

  private static LiveView errorView() {
    UnaryOperator<String> colours =
        Terminal.wantsColourOnError() ? LiveLines::coloured : UnaryOperator.identity();
    return new LiveView(Standard.paintedErr(), WindowSize::ofError, colours);
  }

  @Override
  public void planned(int newForks) {
    forks = newForks;
    remaining.planned(newForks);
  }

  /** It has a bar and a time of its own, and leaves the answer as it is. */
  @Override
  public void profiling(String newProfiler, int newForks) {
    profiler = Optional.of(newProfiler);
    running = Optional.empty();
    forks = newForks;
    complete = 0;
    startedNanos = nanoClock.getAsLong();
    remaining = new Remaining(plan, newForks);
  }

  @Override
  public void caseStarted(BenchCase started) {
    if (bar.isEmpty() && !running.equals(Optional.of(started))) {
      err.println(started.workload() + profiled() + " " + started.params());
    }
    CaseData before = profiler.isPresent() ? null : seen.get(started);
    complete = before == null ? 0 : before.forks().size();
    running = Optional.of(started);
  }

  @Override
  public void stretchDone(long cycles) {
    running.ifPresent(bench -> remaining.done(bench, cycles, elapsedSeconds()));
  }

  @Override
  public void forkDone(CaseData data) {
    complete = data.forks().size();
    if (profiler.isEmpty()) {
      seen.put(data.bench(), data);
      view.ifPresent(v -> v.show(linesFor(data, v.room())));
    }
    if (view.isEmpty()) {
      err.println("  fork " + complete + " of " + Math.max(complete, forks));
    }
  }

  @Override
  public void detail(String text) {
    if (verbose) {
      err.println(text);
    }
  }

  /** Ends the view and clears it, once: nothing is painted over what is printed afterwards. */
  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }

  /** Paints it as it is now; it does so by itself twice a second. */
  void repaint() {
    view.ifPresent(v -> v.accept(rendered(v.getMaxRenderedLength())));
  }

  /** Of all cases, where there is room for them, or of the one that has just changed. */
  private List<String> linesFor(CaseData changed, int room) {
    if (seen.values().stream().mapToInt(c -> c.arms().size()).sum() <= room) {
      List<String> all = answer.apply(new ArrayList<>(seen.values()));
      if (all.size() <= room) {
        return all;
      }
    }
    return answer.apply(List.of(changed));
  }

  private String profiled() {
    return profiler.map(name -> ", -prof " + name).orElse("");
  }

  private double elapsedSeconds() {
    return (nanoClock.getAsLong() - startedNanos) / 1e9;
  }

  private ProgressBar bar(LiveView on) {
    return new ProgressBarBuilder()
        .setRenderer((state, length) -> rendered(length))
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .continuousUpdate()
        .setConsumer(on)
        .build();
  }

  /** {@code UdpPackets, fork 3 of 10 [==== ] 45 %, 1:05 left}, or as much as fits. */
  private String rendered(int length) {
    int all = Math.max(forks, complete);
    String fork = "fork " + Math.max(1, Math.min(complete + 1, all)) + " of " + Math.max(1, all);
    String begin =
        running.map(bench -> bench.workload() + profiled() + ", " + fork).orElse("starting");
    double share = remaining.share();
    long seconds = Math.round(remaining.seconds(elapsedSeconds()));
    String left = String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
    String end = String.format(Locale.ROOT, "%3d %%, %s", (int) (100 * share), left);
    int room = length - begin.length() - end.length() - " [] ".length();
    if (room >= SHORTEST_BAR) {
      int filled = (int) (room * share);
      return begin + " [" + "=".repeat(filled) + " ".repeat(room - filled) + "] " + end;
    }
    return Stream.of(begin + ", " + end.strip(), begin + ", " + left, fork + ", " + left)
        .filter(line -> line.length() <= length)
        .findFirst()
        .orElse(left);
  }
}
