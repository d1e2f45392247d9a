package org.hookbench.tool.cli.attach;

import java.util.concurrent.Callable;
import org.hookbench.framework.attachment.KeptAttachments;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.plan.Programs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attaches a program for good. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Attaches a program so that it stays until 'detach'. Never replaces what is there;",
      "what is attached already is left as it is, with exit code 0."
    })
public final class AttachCommand implements Callable<Integer> {
  @Mixin private PlaceOptions place;

  @Option(
      names = "--program",
      paramLabel = "PROGRAM",
      defaultValue = "pass",
      description =
          "One of HookBench's, or path/to/object.bpf.o:function; with @constant=value for its"
              + " constants. By default ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it to the default
  private String program;

  @Override
  public Integer call() {
    ProgramSpec spec = spec();
    System.out.println(place.call(p -> KeptAttachments.attach(p, spec)));
    return ExitCode.OK;
  }

  private ProgramSpec spec() {
    ProgramSpec spec = Programs.parse(program);
    // a later process may stand in another folder
    return spec.path()
        .map(p -> p.toAbsolutePath().normalize() + program.substring(p.toString().length()))
        .map(ProgramSpec::parse)
        .orElse(spec);
  }
}
