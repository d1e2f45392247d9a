package org.hookbench.tool.cli.machine;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.hookbench.Version;
import org.hookbench.framework.testbed.HookProbe;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.plan.Preflight;
import org.hookbench.tool.cli.terminal.Standard;
import org.hookbench.tool.cli.terminal.Terminal;
import org.hookbench.tool.doctor.Diagnosis;
import org.hookbench.tool.doctor.Machine;
import org.hookbench.tool.doctor.Trials;
import org.hookbench.tool.report.DoctorJson;
import org.hookbench.tool.report.DoctorReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine can run. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what this machine can run, what it can't, and how to fix that.",
      "Changes nothing, and needs no root: what only root may see is then unknown.",
      "Exit code 0, or 69 if something is blocked."
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Supplier<Machine> machine;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON document (docs/doctor.md).")
  private boolean json;

  /** For picocli: of the machine that this process runs on. */
  public DoctorCommand() {
    // only when asked: it calls native code, which no other command needs for this
    machine =
        () ->
            Machine.here(
                Preflight.canAttach()
                    ? Optional.of(
                        new Trials(
                            HookProbe::loadRefusal, HookProbe::laneRefusal, HookProbe::refusal))
                    : Optional.empty());
  }

  /**
   * @param machine to look at
   */
  public DoctorCommand(Machine machine) {
    this.machine = () -> machine;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Diagnosis.of(machine.get());
    boolean colour = !json && Terminal.wantsColour();
    PrintWriter out = colour ? new PrintWriter(Standard.paintedOut()) : spec.commandLine().getOut();
    out.print(
        json ? DoctorJson.of(diagnosis, Version.TEXT) : new DoctorReport(colour).render(diagnosis));
    out.flush();
    return diagnosis.isBlocked() ? ExitCode.UNAVAILABLE : ExitCode.OK;
  }
}
