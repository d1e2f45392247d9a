package org.hookbench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.hookbench.experiment.BenchCase;
import org.hookbench.experiment.CaseData;
import org.hookbench.experiment.Plan;
import org.hookbench.experiment.RunListener;

/** How far a run is: a bar with the time left on a terminal, else a line a fork. On stderr. */
final class Progress implements RunListener, AutoCloseable {
  private static final int BAR_COLUMNS = 79;
  private static final int UPDATE_MILLIS = 500;

  private final PrintStream err;
  private final boolean verbose;
  private final int forks;
  private final int cycles;
  private final int cases;
  private final ProgressBar bar;
  private int forksSaid;

  /**
   * @param verbose whether to show what JMH says ({@code -v EXTRA})
   */
  Progress(Plan plan, PrintStream err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
    this.forks = plan.design().forks();
    this.cycles = plan.design().cycles();
    this.cases = plan.cases().size();
    this.bar = isTerminal() ? bar(err, (long) cases * forks * cycles) : null;
  }

  @Override
  public void caseStarted(BenchCase started) {
    forksSaid = 0;
    if (bar != null) {
      bar.setExtraMessage(started.workload());
    } else {
      err.println(started.workload() + " " + started.params());
    }
  }

  @Override
  public void stretchDone(List<CaseData> soFar) {
    CaseData current = soFar.get(soFar.size() - 1);
    if (bar != null) {
      long done =
          soFar.stream().flatMap(c -> c.forks().stream()).mapToLong(f -> f.slices().cycles()).sum();
      long all = (long) cases * forks * cycles;
      // where precision asks for more forks, nobody knows how many in all
      bar.maxHint(Math.max(all, done));
      bar.stepTo(done);
    } else {
      int complete = current.completeForks().size();
      if (complete > forksSaid) {
        forksSaid = complete;
        err.println("  fork " + complete + " of " + forks);
      }
    }
  }

  @Override
  public void detail(String text) {
    if (verbose) {
      err.println(text);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** System.console() is of no use from JDK 22 on, where it is never null. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private static ProgressBar bar(PrintStream err, long cycles) {
    return new ProgressBarBuilder()
        .setTaskName("measuring")
        .setInitialMax(cycles)
        .setUnit(" cycles", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(err, BAR_COLUMNS))
        .build();
  }
}
