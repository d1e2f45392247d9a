package org.hookbench.tool.cli.machine;

import com.github.freva.asciitable.ColumnData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.ProgramKind;
import org.hookbench.framework.testbed.ProgramCost;
import org.hookbench.kernel.bpf.NamedProgram;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.plan.Preflight;
import picocli.CommandLine.Command;

/** Lists the programs that have a name, and what each costs by itself here. */
@Command(
    name = "programs",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the programs that have a name, their constants, the hooks that each is for,",
      "and what a run of each takes here by BPF_PROG_TEST_RUN: without a hook, and with everything",
      "in the cache."
    })
public final class ProgramsCommand implements Callable<Integer> {
  /** Where a program has no entry for the kind. */
  private static final String NOT_FOR = "";

  /** Where the kernel has no test run for the kind. */
  private static final String NO_TEST_RUN = "-";

  private record Row(ProgramKind kind, Map<String, String> costs) {}

  @Override
  public Integer call() {
    Preflight.requireLibraries();
    System.out.println("-p program=NAME or NAME@CONSTANT=VALUE;...");
    System.out.println();
    Tables.print(
        NamedPrograms.all(),
        List.of(
            Tables.column("program", NamedProgram::name),
            Tables.column("what it does", NamedProgram::description),
            Tables.column("constants", ProgramsCommand::constants)));
    System.out.println();
    printConstants();
    System.out.println();
    boolean allowed = Capabilities.missing().isEmpty();
    System.out.println(
        allowed
            ? "ns a run on "
                + ProgramCost.PAYLOAD
                + " bytes of UDP, mean of "
                + ProgramCost.REPEATS
                + " test runs (-: the kernel has none for the type)"
            : "hooks that each is for; what a run of it takes needs root to tell");
    printCosts(allowed);
    return ExitCode.OK;
  }

  private static String constants(NamedProgram program) {
    return program.constants().stream()
        .map(c -> c.name() + "=" + c.value())
        .collect(Collectors.joining(";"));
  }

  private static void printConstants() {
    Map<String, NamedProgram.Constant> all = new TreeMap<>();
    NamedPrograms.all()
        .forEach(b -> b.constants().forEach(c -> all.put(c.name() + " " + c.meaning(), c)));
    Tables.print(
        List.copyOf(all.values()),
        List.of(
            Tables.column("constant", NamedProgram.Constant::name),
            Tables.column("what it is", NamedProgram.Constant::meaning),
            Tables.column("from", c -> c.least() == Long.MIN_VALUE ? "any" : "" + c.least()),
            Tables.column("to", c -> c.most() == Long.MAX_VALUE ? "" : "" + c.most())));
  }

  private static void printCosts(boolean allowed) {
    List<Row> rows = new ArrayList<>();
    for (ProgramKind kind : ProgramKind.values()) {
      Map<String, String> costs = new TreeMap<>();
      for (NamedProgram program : NamedPrograms.all()) {
        costs.put(program.name(), cost(program, kind, allowed));
      }
      rows.add(new Row(kind, costs));
    }
    List<ColumnData<Row>> columns = new ArrayList<>();
    columns.add(Tables.column("hooks", r -> hooks(r.kind())));
    for (String name : NamedPrograms.names()) {
      columns.add(Tables.number(name, r -> r.costs().get(name)));
    }
    Tables.print(rows, columns);
  }

  /** The hooks of a kind, each side of one by one name. */
  private static String hooks(ProgramKind kind) {
    List<String> names =
        Hooks.all().stream()
            .filter(h -> h.programKind().filter(k -> k == kind).isPresent())
            .map(Hook::name)
            .filter(n -> !n.endsWith("-egress"))
            .toList();
    return names.isEmpty() ? kind.sections().get(0) : String.join(", ", names);
  }

  private static String cost(NamedProgram program, ProgramKind kind, boolean allowed) {
    ProgramSpec spec = ProgramSpec.parse(program.name());
    if (!ProgramChoice.kinds(spec).contains(kind)) {
      return NOT_FOR;
    }
    if (!allowed) {
      return "yes";
    }
    try {
      var nanos = ProgramCost.nanos(spec, kind);
      return nanos.isPresent() ? "" + nanos.getAsInt() : NO_TEST_RUN;
    } catch (KernelException e) {
      return "refused";
    }
  }
}
