package org.hookbench.tool.cli.terminal;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.RunListener;
import org.hookbench.tool.report.LiveLines;

/**
 * How far a run is. On a terminal: each arm's estimate and interval as they stand, and a bar with
 * the time left. Elsewhere a line a fork. On stderr.
 */
public final class Progress implements RunListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 500;

  private final PrintStream err;
  private final boolean verbose;
  private final Function<CaseData, Optional<CaseResult>> analysis;
  private final long cyclesOfAForkEach;
  private final Optional<Bar> bar;
  private volatile int forks;
  private Optional<BenchCase> announced = Optional.empty();
  private boolean closed;

  /** What is painted on a terminal. */
  private record Bar(LiveView view, ProgressBar progress) {}

  /**
   * @param analysis what a case says so far
   * @param verbose whether to show what JMH says ({@code -v EXTRA})
   */
  public Progress(
      Plan plan,
      Function<CaseData, Optional<CaseResult>> analysis,
      PrintStream err,
      boolean verbose) {
    this.err = err;
    this.verbose = verbose;
    this.analysis = analysis;
    this.forks = plan.design().forks();
    this.cyclesOfAForkEach = plan.cyclesOfAForkEach();
    this.bar =
        Terminal.canPaintOnError()
            ? Optional.of(bar(new LiveView(Standard.paintedErr()), forks * cyclesOfAForkEach))
            : Optional.empty();
  }

  @Override
  public void planned(int newForks) {
    forks = newForks;
  }

  @Override
  public void caseStarted(BenchCase started) {
    if (bar.isPresent()) {
      bar.get().progress.setExtraMessage(started.workload());
    } else if (!announced.equals(Optional.of(started))) {
      err.println(started.workload() + " " + started.params());
    }
    announced = Optional.of(started);
  }

  @Override
  public void stretchDone(long done) {
    if (bar.isPresent()) {
      ProgressBar progress = bar.get().progress;
      // where precision asks for more forks, nobody knows how many in all
      progress.maxHint(Math.max(forks * cyclesOfAForkEach, done));
      progress.stepTo(done);
    }
  }

  @Override
  public void forkDone(CaseData running) {
    if (bar.isPresent()) {
      analysis.apply(running).ifPresent(c -> bar.get().view.show(LiveLines.of(c)));
    } else {
      int complete = running.forks().size();
      err.println("  fork " + complete + " of " + Math.max(complete, forks));
    }
  }

  @Override
  public void detail(String text) {
    if (verbose) {
      err.println(text);
    }
  }

  /** Ends the view, once: what is printed afterwards would be painted over by a second time. */
  @Override
  public synchronized void close() {
    if (bar.isPresent() && !closed) {
      closed = true;
      bar.get().progress.close();
    }
  }

  private static Bar bar(LiveView view, long cycles) {
    return new Bar(
        view,
        new ProgressBarBuilder()
            .setTaskName("measuring")
            .setInitialMax(cycles)
            .setUnit(" cycles", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(view)
            .build());
  }
}
