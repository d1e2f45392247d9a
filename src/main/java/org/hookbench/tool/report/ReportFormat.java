package org.hookbench.tool.report;

import org.apiguardian.api.API;
import org.hookbench.framework.analysis.RunResults;

/**
 * A way to write a run down. It depends on nothing but the results: the same ones, the same text.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface ReportFormat {
  /** What {@code --format} calls it; also an ending of its files. */
  String name();

  /**
   * What its files usually end in, if that is not its name: {@code -o FILE.ENDING} means it too.
   */
  default String ending() {
    return name();
  }

  /** The whole report, with a newline at its end. Lines end in {@code \n} in every locale. */
  String render(RunResults results);
}
