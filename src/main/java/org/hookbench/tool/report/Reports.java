package org.hookbench.tool.report;

import java.util.List;
import java.util.Optional;
import org.hookbench.Extensions;
import org.hookbench.framework.analysis.RunResults;

/**
 * Every report format: those that come with HookBench, the terminal's first, and behind them those
 * of every {@link ReportFormatProvider} on the class path.
 */
public final class Reports {
  private static final Extensions<ReportFormatProvider, ReportFormat> ALL =
      new Extensions<>(
          ReportFormatProvider.class,
          BuiltinReportFormats.class,
          ReportFormatProvider::formats,
          ReportFormat::name);

  private Reports() {}

  /**
   * Every format.
   *
   * @throws org.hookbench.ExtensionException where one on the class path can't be used
   */
  public static List<ReportFormat> all() {
    return ALL.all();
  }

  /**
   * Renders a run.
   *
   * @throws org.hookbench.ExtensionException where a format of the class path fails
   */
  public static String render(ReportFormat format, RunResults results) {
    try {
      return format.render(results);
    } catch (RuntimeException | LinkageError e) {
      throw Extensions.failure(format, "render a report", e);
    }
  }

  /** The names of all formats, in the order of {@link #all}. */
  public static List<String> names() {
    return all().stream().map(ReportFormat::name).toList();
  }

  /**
   * The format whose files end so: the one of that name, else the first with that ending.
   *
   * @throws org.hookbench.ExtensionException where any on the class path can't be used
   */
  public static Optional<ReportFormat> ofEnding(String ending) {
    return find(ending).or(() -> all().stream().filter(f -> ending(f).equals(ending)).findFirst());
  }

  private static String ending(ReportFormat format) {
    try {
      return format.ending();
    } catch (RuntimeException | LinkageError e) {
      throw Extensions.failure(format, "say what its files end in", e);
    }
  }

  /**
   * The format of that name.
   *
   * @throws org.hookbench.ExtensionException where any on the class path can't be used
   */
  public static Optional<ReportFormat> find(String name) {
    return ALL.named(name);
  }
}
