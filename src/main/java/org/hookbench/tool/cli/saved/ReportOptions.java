package org.hookbench.tool.cli.saved;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that makes a report of saved runs. */
final class ReportOptions {
  private static final String HTML = "html";

  @Option(names = "-o", paramLabel = "FILE", description = "Where to; standard output else.")
  private @Nullable Path output;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "As one page there: -o FILE --format html.")
  private @Nullable Path html;

  @Option(
      names = "--delta",
      paramLabel = "SHARE",
      description = "The smallest effect of interest, such as 0.5%%; by default each metric's own.")
  private @Nullable String delta;

  /**
   * The file; null for standard output.
   *
   * @throws UserException where two are given
   */
  @Nullable Path output() {
    if (output != null && html != null) {
      throw UserException.usage("-o " + output + " and --html " + html + ": give one of them");
    }
    return html != null ? html : output;
  }

  /** The name of the format that the file asks for; empty where it is plain text, or none. */
  Optional<String> format() {
    return html != null ? Optional.of(HTML) : Optional.ofNullable(output()).flatMap(Output::ending);
  }

  /**
   * That a format which is named is that of the file.
   *
   * @throws UserException where a page is to be another format
   */
  void requireNoOther(String format) {
    if (html != null && !format.equalsIgnoreCase(HTML)) {
      throw UserException.usage(
          "--html " + html + " and --format " + format + ": give one of them");
    }
  }

  /** A fraction; empty for each metric's own. */
  OptionalDouble delta() {
    return Settings.delta(System.getProperties(), delta);
  }
}
