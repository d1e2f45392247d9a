package org.hookbench.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
  private static final List<Path> FALLBACKS = List.of(Path.of(""), Path.of("/tmp"));
  private static final int SHOWN = 60;
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
    if (page.isPresent()
        && wanted.flatMap(PageWanted::file).isEmpty()
        && !OutputCheck.isFile(run)) {
      throw UserException.usage("the run is saved in no file: say where the page goes (--html)");
    }
    requireNames(plan);
    requireDifferent(run, jmh, page, options);
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
      if (options.getOutput().hasValue()) {
        OutputCheck.requireWritable(Path.of(options.getOutput().get()), BYTES_BESIDE);
      }
      if (ProfilerChoice.hasStacks(options.getProfilers()) && OutputCheck.isFile(run)) {
        OutputCheck.requireNewFolder(stacks(run));
      }
    } catch (OutputException e) {
      throw new UserException(ExitCode.CANT_CREATE, e.getMessage(), e);
    }
    return new ResultFiles(run, jmh, format, page);
  }

  /**
   * Writes all of them and says where. A run that can't be saved where it was to be is saved in the
   * working directory or in /tmp.
   *
   * @throws UserException if one can't be written after all, and when the others are
   */
  void write(RunData data, Collection<RunResult> results, PrintStream out) {
    Optional<UserException> failure = Optional.empty();
    if (!data.cases().isEmpty()) {
      failure = save(data, out);
    }
    try {
      if (jmh.isPresent() && !results.isEmpty()) {
        byte[] text = render(results);
        AtomicFile.write(jmh.get(), to -> to.write(text));
        out.println("JMH's results are in " + jmh.get());
      }
    } catch (IOException e) {
      String line = "can't write JMH's results to " + jmh.get() + ": " + e.getMessage();
      failure = Optional.of(failure.orElse(new UserException(ExitCode.CANT_CREATE, line, e)));
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private Optional<UserException> save(RunData data, PrintStream out) {
    try {
      RunFile.write(data, run);
      out.println("The run is saved in " + run);
      return Optional.empty();
    } catch (IOException e) {
      String line = e.getMessage() + "; " + saveElsewhere(data);
      return Optional.of(new UserException(ExitCode.CANT_CREATE, line, e));
    }
  }

  private static String saveElsewhere(RunData data) {
    for (Path folder : FALLBACKS) {
      try {
        String name = "hookbench-" + UUID.randomUUID() + ".json"; // that nobody can have put there
        Path file = folder.toAbsolutePath().resolve(name);
        RunFile.write(data, file);
        return "the run is saved in " + file;
      } catch (IOException e) {
        continue;
      }
    }
    return "nor can it be saved in the working directory or /tmp";
  }

  /** What a saved run would refuse at the end. */
  private static void requireNames(Plan plan) {
    Stream<String> ofArms =
        plan.mostArms().stream().flatMap(a -> Stream.of(a.id(), a.hook(), a.program()));
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

  /**
   * Writes what profilers that know lanes have seen, and says where.
   *
   * @throws UserException if it can't be written
   */
  void writeProfiles(RunResults results, List<CaseProfile> profiles, PrintStream out) {
    try {
      if (!OutputCheck.isFile(run)) {
        out.println("No folded stacks and flame graphs: they lie beside the saved run's file");
      } else if (new ProfileFiles(stacks(run)).write(profiles)) {
        out.println("Folded stacks and flame graphs are in " + stacks(run));
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

  private static Path stacks(Path run) {
    return beside(run, "-kflame");
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
