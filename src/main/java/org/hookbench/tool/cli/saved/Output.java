package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The file that {@code -o} names. */
final class Output {
  /** What a file of plain text ends in. */
  private static final String PLAIN = "txt";

  private Output() {}

  /** What it ends in, which names a format; empty where it is plain text, or has no ending. */
  static Optional<String> ending(Path to) {
    String file = to.getFileName() == null ? "" : to.getFileName().toString();
    String ending = file.substring(file.lastIndexOf('.') + 1);
    return ending.equals(file) || ending.equals(PLAIN) ? Optional.empty() : Optional.of(ending);
  }

  /**
   * The format that is asked for.
   *
   * @param named by its option; null for what the file asks for
   * @param options which say what file that is
   * @param known all of them, each called by its name in lower case
   * @param plain that of text
   */
  static <F extends Enum<F>> F format(
      @Nullable F named, ReportOptions options, F[] known, F plain) {
    if (named != null) {
      options.requireNoOther(named.name());
      return named;
    }
    Optional<String> ending = options.format();
    if (ending.isEmpty()) {
      return plain;
    }
    List<String> names = Arrays.stream(known).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    int found = names.indexOf(ending.get());
    if (found < 0) {
      throw Suggest.unknown("format", ending.get(), names);
    }
    return known[found];
  }

  /**
   * Prints a report, or writes it to a file that is none of the runs.
   *
   * @param to the file; null for standard output
   */
  static void put(String report, @Nullable Path to, Stream<Path> runs, CommandSpec command) {
    if (to == null) {
      PrintWriter out = command.commandLine().getOut();
      out.print(report);
      out.flush();
      return;
    }
    if (runs.anyMatch(run -> isSame(run, to))) {
      throw UserException.usage("-o " + to + " is one of the runs");
    }
    write(to, report);
  }

  /** Whether writing to it would replace a run. */
  static boolean isSame(Path run, Path to) {
    try {
      return Files.exists(to) && Files.isSameFile(run, to);
    } catch (IOException e) {
      throw failed(to, e);
    }
  }

  /** Writes a report there, wholly or not at all. */
  static void write(Path to, String report) {
    try {
      byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(to, out -> out.write(bytes));
    } catch (IOException e) {
      throw failed(to, e);
    }
  }

  private static UserException failed(Path to, IOException e) {
    return new UserException(
        ExitCode.CANT_CREATE, "can't write -o " + to + ": " + e.getMessage(), e);
  }
}
