package org.hookbench.tool.report;

import org.hookbench.framework.analysis.RunResults;

/**
 * A way to write a run down. It depends on nothing but the results: the same ones, the same text.
 */
public interface ReportFormat {
  /** What {@code --format} calls it; also the usual ending of its files. */
  String name();

  /** The whole report, with a newline at its end. Lines end in {@code \n} in every locale. */
  String render(RunResults results);
}
