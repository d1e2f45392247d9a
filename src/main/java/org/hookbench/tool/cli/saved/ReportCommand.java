package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.Settings;
import org.hookbench.tool.cli.terminal.Standard;
import org.hookbench.tool.cli.terminal.Terminal;
import org.hookbench.tool.report.ReportFormat;
import org.hookbench.tool.report.Reports;
import org.hookbench.tool.report.TextReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a saved run again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Renders a saved run again.")
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN.json", description = "The saved run.")
  private Path run;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      completionCandidates = Formats.class,
      description = "${COMPLETION-CANDIDATES}; by default what -o ends in, else text.")
  private @Nullable String format;

  @Option(names = "-o", paramLabel = "FILE", description = "Where to; standard output else.")
  private @Nullable Path output;

  @Option(
      names = "--delta",
      paramLabel = "SHARE",
      description = "The smallest effect of interest, such as 0.5%%; by default each metric's own.")
  private @Nullable String delta;

  /** For picocli's help, which alone asks for them. */
  private static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Reports.names().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    ReportFormat wanted = format();
    OptionalDouble least = Settings.delta(System.getProperties(), delta);
    RunResults results = Analysis.of(RunFile.read(run), least);
    if (output == null) {
      PrintStream out =
          wanted instanceof TextReport && Terminal.wantsColour()
              ? Standard.paintedOut()
              : System.out;
      out.print(Reports.render(wanted, results));
      out.flush();
    } else {
      write(Reports.render(wanted, results), output);
    }
    return ExitCode.OK;
  }

  private ReportFormat format() {
    String name = format;
    if (name != null) {
      return named(name).orElseThrow(() -> Suggest.unknown("format", name, Reports.names()));
    }
    String file = output == null ? "" : output.toString();
    return named(file.substring(file.lastIndexOf('.') + 1)).orElseGet(this::text);
  }

  private Optional<ReportFormat> named(String name) {
    return name.equals(text().name()) ? Optional.of(text()) : Reports.find(name);
  }

  private ReportFormat text() {
    return new TextReport(output == null && Terminal.wantsColour());
  }

  private void write(String report, Path to) {
    try {
      if (Files.exists(to) && Files.isSameFile(run, to)) {
        throw UserException.usage("-o " + to + " is the run itself");
      }
      byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(to, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UserException(
          ExitCode.CANT_CREATE, "can't write -o " + to + ": " + e.getMessage(), e);
    }
  }
}
