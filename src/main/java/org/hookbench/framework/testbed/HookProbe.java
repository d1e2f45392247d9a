package org.hookbench.framework.testbed;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.ErrorMessage;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.lanes.Placement;
import org.hookbench.framework.lanes.VethLanes;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.LoadedProgram;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.sys.KernelException;

/**
 * Asks the kernel whether it has a hook, by attaching to it on a lane that is made for the purpose.
 */
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
            1,
            settings("veth", 4),
            Placement.FREE.choose(),
            AttachPoint.needs(List.of(Hooks.none())))) {
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(e);
    }
  }

  /** Why this machine does not have the hook, in the kernel's words; empty where it has. */
  public static Optional<KernelException> refusal(Hook hook) {
    if (hook.programKind().isEmpty()) {
      return Optional.empty();
    }
    int ipVersion = hook.ipVersion().orElse(4);
    LinkSettings settings = settings(hook.requiredLink().orElse("veth"), ipVersion);
    Placement.Cpus cpus = Placement.FREE.choose();
    try (VethLanes lanes = VethLanes.create(1, settings, cpus, AttachPoint.needs(List.of(hook)));
        LoadedProgram pass = ProgramChoice.load(ProgramSpec.parse("pass"), hook);
        AttachPoint point = AttachPoint.of(hook, lanes.lanes().get(0), cpus)) {
      BpfProgram program = pass.program();
      if (point.socketsFirst()) {
        try (var flow = point.open(Workloads.with(hook.event()));
            Attachment attachment = point.attach(program)) {
          return Optional.empty();
        }
      }
      try (Attachment attachment = point.attach(program)) {
        return Optional.empty();
      }
    } catch (KernelException e) {
      return Optional.of(e);
    } catch (IOException e) {
      return Optional.of(
          new KernelException("open sockets for " + hook.name(), 0, ErrorMessage.of(e)));
    }
  }

  private static LinkSettings settings(String link, int ipVersion) {
    return new LinkSettings(
        link, true, OptionalInt.empty(), Placement.FREE, ipVersion, LinkSettings.AUTO);
  }
}
