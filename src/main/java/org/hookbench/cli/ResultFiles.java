package org.hookbench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.hookbench.experiment.Plan;
import org.hookbench.experiment.RunData;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Where a run's results go.
 *
 * @param jmh JMH's own file, where {@code -rf} or {@code -rff} asks for one
 * @param format JMH's format
 */
record ResultFiles(Optional<Path> jmh, ResultFormatType format) {
  /**
   * Finds out whether the files can be written at the end of the run.
   *
   * @throws UserException if not
   */
  static ResultFiles check(CommandLineOptions options, Settings settings, Plan plan) {
    ResultFormatType format = options.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    Optional<Path> jmh = Optional.empty();
    if (options.getResult().hasValue() || options.getResultFormat().hasValue()) {
      String byDefault =
          Defaults.RESULT_FILE_PREFIX + "." + format.toString().toLowerCase(java.util.Locale.ROOT);
      jmh = Optional.of(Path.of(options.getResult().orElse(byDefault)));
    }
    return new ResultFiles(jmh, format);
  }

  /** Writes all of them and says where. */
  void write(RunData run, Collection<RunResult> results, PrintStream out) {
    if (jmh.isPresent() && !results.isEmpty()) {
      ResultFormatFactory.getInstance(format, jmh.get().toString()).writeOut(results);
      out.println("JMH's results are in " + jmh.get());
    }
  }
}
