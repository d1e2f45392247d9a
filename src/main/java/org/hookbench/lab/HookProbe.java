package org.hookbench.lab;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.bpf.BpfProgram;
import org.hookbench.bpf.LoadedProgram;
import org.hookbench.bpf.ProgramSpec;
import org.hookbench.hook.Attachment;
import org.hookbench.hook.Hook;
import org.hookbench.hook.ProgramChoice;
import org.hookbench.kernel.KernelException;
import org.hookbench.topology.LinkSettings;
import org.hookbench.topology.Placement;
import org.hookbench.topology.VethLanes;
import org.hookbench.workload.Workloads;

/** Asks the kernel whether a hook can be had here, by attaching to it on a lane made for that. */
public final class HookProbe {
  private HookProbe() {}

  /** Why the hook can't be had, in the kernel's words; empty where it can. */
  public static Optional<KernelException> refusal(Hook hook) {
    if (hook.programKind().isEmpty()) {
      return Optional.empty();
    }
    int ipVersion = hook.ipVersion().orElse(4);
    var settings =
        new LinkSettings(
            hook.requiredLink().orElse("veth"),
            true,
            OptionalInt.empty(),
            Placement.FREE,
            ipVersion,
            LinkSettings.AUTO);
    Placement.Cpus cpus = Placement.FREE.choose();
    try (VethLanes lanes = VethLanes.create(1, settings, cpus, Site.needs(List.of(hook)));
        LoadedProgram pass = ProgramChoice.load(ProgramSpec.parse("pass"), hook);
        Site site = Site.of(hook, lanes.lanes().get(0), cpus)) {
      BpfProgram program = pass.program();
      if (site.socketsFirst()) {
        try (var flow = site.open(Workloads.create(Exercise.of(hook).get(0), "64"));
            Attachment attachment = site.attach(program)) {
          return Optional.empty();
        }
      }
      try (Attachment attachment = site.attach(program)) {
        return Optional.empty();
      }
    } catch (KernelException e) {
      return Optional.of(e);
    } catch (IOException e) {
      return Optional.of(new KernelException("open sockets for " + hook.name(), 0, e.getMessage()));
    }
  }
}
