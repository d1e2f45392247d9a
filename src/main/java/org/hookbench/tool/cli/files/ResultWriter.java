package org.hookbench.tool.cli.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.framework.runfile.OutputCheck;
import org.hookbench.framework.runfile.OutputException;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.framework.runfile.RunFileException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.report.ProfilePage;
import org.hookbench.tool.report.Reports;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;

/**
 * Writes a run's results and says where. What can't be written where it was to be, since its folder
 * has gone meanwhile or its disk is full, is written to the working directory or to /tmp: nobody
 * measures twice for that.
 */
public final class ResultWriter {
  private static final List<Path> FALLBACKS = List.of(Path.of(""), Path.of("/tmp"));

  private final ResultFiles files;
  private final PrintStream out;
  private final List<String> problems = new ArrayList<>();

  /** What a file in another place is called, so that nobody can have put one there. */
  private final String stem = "hookbench-" + UUID.randomUUID();

  /**
   * @param out where to say what is where
   */
  public ResultWriter(ResultFiles files, PrintStream out) {
    this.files = files;
    this.out = out;
  }

  private interface Writing {
    void to(Path file) throws IOException;
  }

  /**
   * Writes all of them.
   *
   * @param ofJmh JMH's own results
   * @return where the run is saved; empty where it has no case, or could not be saved anywhere
   */
  public Optional<Path> write(
      RunResults results, Collection<RunResult> ofJmh, List<CaseProfile> profiles) {
    Optional<Path> saved = save(results.run());
    if (files.jmh().isPresent() && !ofJmh.isEmpty()) {
      String ending = "-jmh." + files.format().toString().toLowerCase(Locale.ROOT);
      write("JMH's results are in", files.jmh().get(), ending, bytes(render(ofJmh)));
    }
    if (!profiles.isEmpty()) {
      stacks(saved.orElse(files.run()), profiles);
    }
    if (files.page().isPresent()) {
      String page =
          profiles.isEmpty()
              ? Reports.render(Reports.find("html").orElseThrow(), results)
              : ProfilePage.of(results, profiles);
      write(
          profiles.isEmpty() ? "the report is in" : "comparison and profiles are in",
          files.page().get(),
          ".html",
          bytes(page.getBytes(StandardCharsets.UTF_8)));
    }
    return saved;
  }

  /**
   * Writes the run alone.
   *
   * @return as of {@link #write}
   */
  public Optional<Path> save(RunData run) {
    return run.cases().isEmpty()
        ? Optional.empty()
        : write("the run is saved in", files.run(), ".json", to -> RunFile.write(run, to));
  }

  /**
   * Makes a failure of what could not be written where it was to be.
   *
   * @throws UserException if there was any, though all of it may lie elsewhere now
   */
  public void requireAllInPlace() {
    if (!problems.isEmpty()) {
      throw new UserException(ExitCode.CANT_CREATE, String.join("; ", problems));
    }
  }

  private void stacks(Path run, List<CaseProfile> profiles) {
    if (!OutputCheck.isFile(run)) {
      out.println("No folded stacks and flame graphs: they lie beside the saved run's file");
    } else if (ProfileFiles.hasAny(profiles)) {
      write(
          "folded stacks and flame graphs are in",
          ResultFiles.stacks(run),
          "-kflame",
          to -> new ProfileFiles(to).write(profiles));
    }
  }

  private Optional<Path> write(String says, Path file, String ending, Writing writing) {
    try {
      writing.to(file);
      out.println(says.substring(0, 1).toUpperCase(Locale.ROOT) + says.substring(1) + " " + file);
      return Optional.of(file);
    } catch (IOException e) {
      problems.add(
          e instanceof RunFileException
              ? e.getMessage()
              : new OutputException(file, e).getMessage());
    }
    for (Path folder : FALLBACKS) {
      Path other = folder.toAbsolutePath().resolve(stem + ending);
      try {
        writing.to(other);
        problems.add(says + " " + other);
        return Optional.of(other);
      } catch (IOException e) {
        continue;
      }
    }
    problems.add("nor can it be written to the working directory or /tmp");
    return Optional.empty();
  }

  private static Writing bytes(byte[] bytes) {
    return file -> AtomicFile.write(file, to -> to.write(bytes));
  }

  private byte[] render(Collection<RunResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(files.format(), text).writeOut(results);
    }
    return bytes.toByteArray();
  }
}
