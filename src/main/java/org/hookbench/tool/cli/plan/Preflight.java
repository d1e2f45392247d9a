package org.hookbench.tool.cli.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arm.SideEffect;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.ProgramChoice;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.testbed.HookProbe;
import org.hookbench.framework.testbed.Testbed;
import org.hookbench.kernel.bpf.ProgramSpec;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Capabilities;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.NativeCode;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;

/** Finds out before a run whether it can be run, so that a failure is one line and not a fork's. */
public final class Preflight {
  private Preflight() {}

  /**
   * Checks privileges and libbpf.
   *
   * @return libbpf's version
   * @throws UserException if something is missing
   */
  public static String requirePrivilegesAndLibraries() {
    Capabilities.refusal()
        .ifPresent(
            reason -> {
              throw new UserException(ExitCode.NO_PERMISSION, "not allowed: " + reason);
            });
    return requireLibraries();
  }

  /**
   * Checks libbpf.
   *
   * @return its version
   * @throws UserException if it is missing
   */
  public static String requireLibraries() {
    NativeCode.refusalOfLibbpf()
        .ifPresent(
            reason -> {
              throw new UserException(ExitCode.UNAVAILABLE, reason);
            });
    return Ffi.libbpf().libbpf_version_string();
  }

  /** Whether this process can attach anything at all, so that hooks can be tried. */
  public static boolean canAttach() {
    return Capabilities.missing().isEmpty() && NativeCode.refusalOfLibbpf().isEmpty();
  }

  /**
   * Whether this machine has a hook; where this process may not ask the kernel, true, and a run
   * will tell.
   */
  public static boolean has(Hook hook) {
    return !canAttach() || HookProbe.refusal(hook).isEmpty();
  }

  /**
   * Builds and takes down what the run will need, once for each that differs in its link or arms.
   *
   * @return the plan with a matched baseline for each hook that was seen to change offloads, where
   *     the workload sends segments that offloads are for, and for hooks that are attached anew for
   *     each slice
   * @throws UserException if the kernel refuses any of it
   */
  public static Plan rehearse(Plan plan) {
    plan.planned().forEach(c -> c.arms().forEach(Preflight::tryOut));
    Map<List<Object>, List<ArmEvidence>> seen = new HashMap<>();
    Map<BenchCase, List<Arm>> matched = new LinkedHashMap<>();
    for (PlannedCase planned : plan.planned()) {
      List<Arm> arms = planned.arms();
      List<ArmEvidence> evidence =
          seen.computeIfAbsent(whatDiffers(planned), x -> rehearse(arms, planned));
      List<Arm> baselines = new ArrayList<>();
      // such a baseline changes a device's offloads
      if (planned.workload().sendsSegments() && !planned.link().isExisting()) {
        changesOffloads(arms, evidence)
            .forEach(hook -> baselines.add(Arms.matched(SideEffect.OFFLOADS, hook)));
      }
      disturbs(arms).ifPresent(hook -> baselines.add(Arms.matched(SideEffect.ATTACHING, hook)));
      matched.put(planned.bench(), baselines);
    }
    return plan.withArms(matched);
  }

  /** A peer is asked for other services by another workload, and programs are run by each case. */
  private static List<Object> whatDiffers(PlannedCase planned) {
    return List.of(
        planned.link(),
        planned.arms(),
        planned.link().peer().isPresent() ? planned.workload().name() : "",
        planned.workload().isWholeRun() ? planned.bench() : "");
  }

  /** Before any lane is there, whose namespace a thread that waits for a process would keep. */
  private static void tryOut(Arm arm) {
    if (arm.program().isPresent()) {
      ProgramSpec program = ProgramSpec.parse(arm.program().get());
      try {
        ProgramChoice.tryOut(program, Hooks.required(arm.hook().hook()));
      } catch (KernelException e) {
        throw new UserException(ExitCode.UNAVAILABLE, e);
      }
    }
  }

  /** Of the hooks that change offloads, the first of each that changes the same ones. */
  private static List<HookChain> changesOffloads(List<Arm> arms, List<ArmEvidence> evidence) {
    Map<List<String>, HookChain> hooks = new LinkedHashMap<>();
    for (int i = 0; i < arms.size(); i++) {
      hooks.putIfAbsent(evidence.get(i).offloadsChanged(), arms.get(i).hook());
    }
    hooks.remove(List.of());
    return List.copyOf(hooks.values());
  }

  /** A hook that is attached anew for each slice: one baseline stands for all of them. */
  private static Optional<HookChain> disturbs(List<Arm> arms) {
    return arms.stream()
        .filter(arm -> Hooks.required(arm.hook().hook()).scope() == Scope.MACHINE)
        .map(Arm::hook)
        .findFirst();
  }

  private static List<ArmEvidence> rehearse(List<Arm> arms, PlannedCase c) {
    try {
      return Testbed.rehearse(arms, c.link(), c.workload());
    } catch (KernelException e) {
      int code = e.errno() == Errno.EPERM ? ExitCode.NO_PERMISSION : ExitCode.UNAVAILABLE;
      throw new UserException(code, e);
    } catch (IllegalStateException e) {
      throw new UserException(ExitCode.UNAVAILABLE, e);
    }
  }
}
