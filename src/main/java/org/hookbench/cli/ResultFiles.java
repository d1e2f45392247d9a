package org.hookbench.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hookbench.analysis.RunResults;
import org.hookbench.experiment.CaseProfile;
import org.hookbench.experiment.Plan;
import org.hookbench.experiment.RunData;
import org.hookbench.report.ProfilePage;
import org.hookbench.runfile.AtomicFile;
import org.hookbench.runfile.OutputCheck;
import org.hookbench.runfile.OutputException;
import org.hookbench.runfile.RunFile;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Where a run's results go. Each file is written wholly or not at all.
 *
 * @param run the saved run
 * @param jmh JMH's own file, where {@code -rf} or {@code -rff} asks for one
 * @param format JMH's format
 * @param page comparison and profiles as one HTML page
 */
record ResultFiles(Path run, Optional<Path> jmh, ResultFormatType format, Optional<Path> page) {
  // a slice's columns are some 45 bytes of JSON, a cycle of JMH's some 20 an arm
  private static final long BYTES_A_SLICE = 80;
  private static final long BYTES_BESIDE = 1 << 20;
  private static final long BYTES_OF_A_PAGE = 5 << 20;

  /**
   * Finds out whether the files can be written at the end of the run.
   *
   * @param wanted the page that is wanted, if one is
   * @throws UserException if not
   */
  static ResultFiles check(
      CommandLineOptions options, Settings settings, Plan plan, Optional<PageWanted> wanted) {
    ResultFormatType format = options.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    Optional<Path> jmh = Optional.empty();
    if (options.getResult().hasValue() || options.getResultFormat().hasValue()) {
      String byDefault =
          Defaults.RESULT_FILE_PREFIX + "." + format.toString().toLowerCase(Locale.ROOT);
      jmh = Optional.of(Path.of(options.getResult().orElse(byDefault)));
    }
    Path run = settings.save().orElseGet(() -> RunFile.defaultPath(System.currentTimeMillis()));
    Optional<Path> page = wanted.map(w -> w.file().orElseGet(() -> beside(run, ".html")));
    long slices =
        (long) plan.cases().size()
            * plan.design().forks()
            * plan.design().cycles()
            * plan.mostArms().size();
    long bytes = BYTES_BESIDE + slices * BYTES_A_SLICE;
    try {
      OutputCheck.requireWritable(run, bytes);
      if (jmh.isPresent()) {
        OutputCheck.requireWritable(jmh.get(), bytes);
      }
      if (page.isPresent()) {
        OutputCheck.requireWritable(page.get(), BYTES_OF_A_PAGE);
      }
    } catch (OutputException e) {
      throw new UserException(ExitCode.CANT_CREATE, e.getMessage(), e);
    }
    return new ResultFiles(run, jmh, format, page);
  }

  /**
   * Writes all of them and says where.
   *
   * @throws UserException if one can't be written after all
   */
  void write(RunData data, Collection<RunResult> results, PrintStream out) {
    try {
      if (jmh.isPresent() && !results.isEmpty()) {
        byte[] text = render(results);
        AtomicFile.write(jmh.get(), to -> to.write(text));
        out.println("JMH's results are in " + jmh.get());
      }
      if (!data.cases().isEmpty()) {
        RunFile.write(data, run);
        out.println("The run is saved in " + run);
      }
    } catch (IOException e) {
      throw new UserException(ExitCode.CANT_CREATE, e.getMessage(), e);
    }
  }

  /**
   * Writes what profilers that know lanes have seen, and says where.
   *
   * @throws UserException if it can't be written
   */
  void writeProfiles(RunResults results, List<CaseProfile> profiles, PrintStream out) {
    try {
      Path folder = beside(run, "-kflame");
      if (new ProfileFiles(folder).write(profiles)) {
        out.println("Folded stacks and flame graphs are in " + folder);
      }
      if (page.isPresent()) {
        byte[] text = ProfilePage.of(results, profiles).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(page.get(), to -> to.write(text));
        out.println("Comparison and profiles are in " + page.get());
      }
    } catch (IOException e) {
      throw new UserException(
          ExitCode.CANT_CREATE, "can't write the profiles: " + e.getMessage(), e);
    }
  }

  private static Path beside(Path run, String ending) {
    String name = run.getFileName().toString();
    return run.resolveSibling(name.replaceFirst("\\.json$", "") + ending);
  }

  private byte[] render(Collection<RunResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(format, text).writeOut(results);
    }
    return bytes.toByteArray();
  }
}
