package org.hookbench.tool.cli;

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
final class Progress implements RunListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 500;

  private final PrintStream err;
  private final boolean verbose;
  private final Function<CaseData, Optional<CaseResult>> analysis;
  private final long cyclesOfAForkEach;
  private final LiveView view;
  private final ProgressBar bar;
  private volatile int forks;
  private BenchCase announced;
  private boolean closed;

  /**
   * @param analysis what a case says so far
   * @param verbose whether to show what JMH says ({@code -v EXTRA})
   */
  Progress(
      Plan plan,
      Function<CaseData, Optional<CaseResult>> analysis,
      PrintStream err,
      boolean verbose) {
    this.err = err;
    this.verbose = verbose;
    this.analysis = analysis;
    this.forks = plan.design().forks();
    this.cyclesOfAForkEach = plan.cyclesOfAForkEach();
    this.view = Terminal.canPaintOnError() ? new LiveView(Standard.paintedErr()) : null;
    this.bar = view == null ? null : bar(view, forks * cyclesOfAForkEach);
  }

  @Override
  public void planned(int newForks) {
    forks = newForks;
  }

  @Override
  public void caseStarted(BenchCase started) {
    if (bar != null) {
      bar.setExtraMessage(started.workload());
    } else if (!started.equals(announced)) {
      err.println(started.workload() + " " + started.params());
    }
    announced = started;
  }

  @Override
  public void stretchDone(long done) {
    if (bar != null) {
      // where precision asks for more forks, nobody knows how many in all
      bar.maxHint(Math.max(forks * cyclesOfAForkEach, done));
      bar.stepTo(done);
    }
  }

  @Override
  public void forkDone(CaseData running) {
    if (bar != null) {
      analysis.apply(running).ifPresent(c -> view.show(LiveLines.of(c)));
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
    if (bar != null && !closed) {
      closed = true;
      bar.close();
    }
  }

  private static ProgressBar bar(LiveView view, long cycles) {
    return new ProgressBarBuilder()
        .setTaskName("measuring")
        .setInitialMax(cycles)
        .setUnit(" cycles", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setConsumer(view)
        .build();
  }
}
