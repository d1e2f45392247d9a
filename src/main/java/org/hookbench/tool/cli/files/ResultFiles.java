package org.hookbench.tool.cli.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.runfile.OutputCheck;
import org.hookbench.framework.runfile.OutputException;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.ProfilerChoice;
import org.hookbench.tool.cli.plan.Settings;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Where a run's results go, as asked for and tried before it; {@link ResultWriter} writes them.
 *
 * @param run the saved run
 * @param jmh JMH's own file, where {@code -rf} or {@code -rff} asks for one
 * @param format JMH's format
 * @param page the report and its profiles as one HTML page
 */
public record ResultFiles(
    Path run, Optional<Path> jmh, ResultFormatType format, Optional<Path> page) {
  // a slice's columns are some 45 bytes of JSON, a cycle of JMH's some 20 an arm
  private static final long BYTES_A_SLICE = 80;
  private static final long BYTES_BESIDE = 1 << 20;
  private static final int SHOWN = 60;
  private static final long BYTES_OF_A_PAGE = 5 << 20;

  /**
   * Finds out whether the files can be written at the end of the run.
   *
   * @param wanted the page that is wanted, if one is
   * @throws UserException if not
   */
  public static ResultFiles check(
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
    if (page.isPresent()
        && wanted.flatMap(PageWanted::file).isEmpty()
        && !OutputCheck.isFile(run)) {
      throw UserException.usage(
          "the run is saved in no file: a page (--html) has no place beside it");
    }
    requireNames(plan);
    requireDifferent(run, jmh, page, options);
    long slices = plan.cyclesOfAForkEach() * plan.design().forks() * plan.mostArms().size();
    long bytes = BYTES_BESIDE + slices * BYTES_A_SLICE;
    try {
      OutputCheck.requireWritable(run, bytes);
      if (jmh.isPresent()) {
        OutputCheck.requireWritable(jmh.get(), bytes);
      }
      if (page.isPresent()) {
        OutputCheck.requireWritable(page.get(), BYTES_OF_A_PAGE);
      }
      if (options.getOutput().hasValue()) {
        OutputCheck.requireWritable(Path.of(options.getOutput().get()), BYTES_BESIDE);
      }
      if (ProfilerChoice.hasStacks(options.getProfilers()) && OutputCheck.isFile(run)) {
        OutputCheck.requireNewFolder(stacks(run));
      }
    } catch (OutputException e) {
      throw new UserException(ExitCode.CANT_CREATE, e);
    }
    return new ResultFiles(run, jmh, format, page);
  }

  /** What a saved run would refuse at the end. */
  private static void requireNames(Plan plan) {
    Stream<String> ofArms =
        plan.mostArms().stream()
            .flatMap(a -> Stream.of(a.id(), a.hook().toString(), a.program().orElse("")));
    Stream<String> ofCases = plan.cases().stream().flatMap(c -> c.params().values().stream());
    Stream.concat(ofArms, ofCases)
        .forEach(
            name ->
                RunFile.problemOfName(name)
                    .ifPresent(
                        problem -> {
                          throw UserException.usage(
                              "'" + abbreviated(name) + "' " + problem + ": it could not be saved");
                        }));
  }

  private static String abbreviated(String name) {
    return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
  }

  private static void requireDifferent(
      Path run, Optional<Path> jmh, Optional<Path> page, CommandLineOptions options) {
    Map<String, Path> named = new LinkedHashMap<>();
    named.put("the saved run", run);
    jmh.ifPresent(p -> named.put("JMH's results", p));
    page.ifPresent(p -> named.put("the page", p));
    if (options.getOutput().hasValue()) {
      named.put("-o", Path.of(options.getOutput().get()));
    }
    List<Map.Entry<String, Path>> all = List.copyOf(named.entrySet());
    for (int i = 0; i < all.size(); i++) {
      for (Map.Entry<String, Path> other : all.subList(i + 1, all.size())) {
        if (isSame(all.get(i).getValue(), other.getValue())) {
          String both = all.get(i).getKey() + " and " + other.getKey();
          throw UserException.usage(both + " are one file: " + other.getValue());
        }
      }
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return OutputCheck.isSame(a, b);
    } catch (IOException e) {
      return false; // what is wrong with it is said where it is tried
    }
  }

  /** The folder of the profiles' stacks, beside a run's file. */
  static Path stacks(Path run) {
    return beside(run, "-kflame");
  }

  private static Path beside(Path run, String ending) {
    String name = run.getFileName().toString();
    return run.resolveSibling(name.replaceFirst("\\.json$", "") + ending);
  }
}
