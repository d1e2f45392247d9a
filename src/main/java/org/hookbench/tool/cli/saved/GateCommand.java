package org.hookbench.tool.cli.saved;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.runfile.RunFile;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.files.NewestRuns;
import org.hookbench.tool.compare.CostGate;
import org.hookbench.tool.compare.CostRule;
import org.hookbench.tool.report.GateReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a saved run's costs against rules. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Holds the costs of a saved run against rules, such as 'tc/UdpPackets > 100ns',",
      "'program > 2%%', 'against > 20ns', 'xdpgeneric/TcpStream > 5Gbit/s' or worse."
    },
    footer = {
      "Exit code: 0 every cost is shown to be within its limit, 1 one is shown to be over it,",
      "2 undecided, 3 the run can't be trusted."
    })
public final class GateCommand implements Callable<Integer> {
  private static final String SAVED = ".json";

  private final NewestRuns newest;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "[RUN.json] RULE",
      description = "The saved run, by default the newest of hookbench-results; and its rules.")
  private List<String> given = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, in lower or upper case (default: text).")
  private GateReport format = GateReport.TEXT;

  /**
   * @param newest of which the first is meant where no run is named
   */
  public GateCommand(NewestRuns newest) {
    this.newest = newest;
  }

  @Override
  public Integer call() throws IOException {
    boolean named = given.get(0).endsWith(SAVED);
    List<CostRule> rules = given.stream().skip(named ? 1 : 0).map(CostRule::parse).toList();
    if (rules.isEmpty()) {
      throw UserException.usage("gate needs a rule, such as worse or 'tc > 100ns'");
    }
    Path run = named ? Path.of(given.get(0)) : newest.of("gate");
    RunResults results = Analysis.of(RunFile.read(run), OptionalDouble.empty());
    CostGate gate = CostGate.of(results, rules);
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.of(gate));
    out.flush();
    return gate.outcome().exitCode();
  }
}
