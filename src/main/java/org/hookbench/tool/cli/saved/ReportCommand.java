package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.cli.terminal.Standard;
import org.hookbench.tool.cli.terminal.Terminal;
import org.hookbench.tool.report.ReportFormat;
import org.hookbench.tool.report.Reports;
import org.hookbench.tool.report.TextReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Renders a saved run again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Renders a saved run again.")
public final class ReportCommand implements Callable<Integer> {
  private final NewestRuns newest;
  @Mixin private ReportOptions options;

  @Parameters(
      paramLabel = "RUN.json",
      arity = "0..1",
      description = "The saved run; by default the newest of hookbench-results.")
  private @Nullable Path named;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      completionCandidates = Formats.class,
      description = "${COMPLETION-CANDIDATES}; by default what -o ends in.")
  private @Nullable String format;

  @Option(
      names = "--all",
      description = "All that was seen; by default the text report is the answer alone.")
  private boolean all;

  /** For picocli's help, which alone asks for them. */
  private static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Reports.names().iterator();
    }
  }

  /**
   * @param newest of which the first is meant where no run is named
   */
  public ReportCommand(NewestRuns newest) {
    this.newest = newest;
  }

  @Override
  public Integer call() throws IOException {
    ReportFormat wanted = format();
    Path run = named == null ? newest.of("report") : named;
    OptionalDouble least = options.delta();
    RunResults results = Analysis.of(RunFile.read(run), least);
    Path output = options.output();
    if (output == null) {
      PrintStream out =
          wanted instanceof TextReport && Terminal.wantsColour()
              ? Standard.paintedOut()
              : System.out;
      out.print(Reports.render(wanted, results));
      out.flush();
    } else {
      if (Output.isSame(run, output)) {
        throw UserException.usage("-o " + output + " is the run itself");
      }
      Output.write(output, Reports.render(wanted, results));
    }
    return ExitCode.OK;
  }

  private ReportFormat format() {
    String asked = format;
    if (asked != null) {
      options.requireNoOther(asked);
      return named(asked).orElseThrow(() -> Suggest.unknown("format", asked, Reports.names()));
    }
    return options
        .format()
        .map(
            e ->
                named(e)
                    .or(() -> Reports.ofEnding(e))
                    .orElseThrow(() -> Suggest.unknown("format", e, Reports.names())))
        .orElseGet(this::text);
  }

  private Optional<ReportFormat> named(String name) {
    return name.equals(text().name()) ? Optional.of(text()) : Reports.find(name);
  }

  private ReportFormat text() {
    boolean shown = options.output() == null;
    boolean colour = shown && Terminal.wantsColour();
    int width = shown ? Terminal.outputWidth() : Terminal.LEAST_WIDTH;
    return all ? new TextReport(colour) : TextReport.answer(colour, width);
  }
}
