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
import org.hookbench.hook.Hooks;
import org.hookbench.hook.ProgramChoice;
import org.hookbench.kernel.KernelException;
import org.hookbench.topology.LinkSettings;
import org.hookbench.topology.Placement;
import org.hookbench.topology.VethLanes;
import org.hookbench.workload.Workloads;

/** Asks the kernel whether a hook can be had here, by attaching to it on a lane made for that. */
public final class HookProbe {
  /** Which needs of the kernel nothing but eBPF. */
  private static final String SIMPLEST = "tc";

  private HookProbe() {}

  /** Why no program can be loaded, in the kernel's words; empty where one was. */
  public static Optional<KernelException> loadRefusal() {
    Hook hook = Hooks.named(SIMPLEST).orElseThrow();
    try (LoadedProgram pass = ProgramChoice.load(ProgramSpec.parse("pass"), hook)) {
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(e);
    }
  }

  /** Why no lane can be made, in the kernel's words; empty where one was. */
  public static Optional<KernelException> laneRefusal() {
    try (VethLanes lanes =
        VethLanes.create(
            1, settings("veth", 4), Placement.FREE.choose(), Site.needs(List.of(Hooks.none())))) {
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(e);
    }
  }

  /** Why the hook can't be had, in the kernel's words; empty where it can. */
  public static Optional<KernelException> refusal(Hook hook) {
    if (hook.programKind().isEmpty()) {
      return Optional.empty();
    }
    int ipVersion = hook.ipVersion().orElse(4);
    LinkSettings settings = settings(hook.requiredLink().orElse("veth"), ipVersion);
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

  private static LinkSettings settings(String link, int ipVersion) {
    return new LinkSettings(
        link, true, OptionalInt.empty(), Placement.FREE, ipVersion, LinkSettings.AUTO);
  }
}
