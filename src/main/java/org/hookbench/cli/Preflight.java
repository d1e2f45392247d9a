package org.hookbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.experiment.BenchCase;
import org.hookbench.experiment.Plan;
import org.hookbench.ffi.Ffi;
import org.hookbench.hook.Hook;
import org.hookbench.kernel.Capabilities;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.lab.HookProbe;
import org.hookbench.lab.Lab;
import org.hookbench.topology.LinkSettings;

/** Finds out before a run whether it can be run, so that a failure is one line and not a fork's. */
final class Preflight {
  private Preflight() {}

  /**
   * Checks privileges and libbpf.
   *
   * @return libbpf's version
   * @throws UserException if something is missing
   */
  static String requirePrivilegesAndLibraries() {
    List<Capabilities> missing = Capabilities.missing();
    if (!missing.isEmpty()) {
      throw new UserException(
          ExitCode.NO_PERMISSION,
          "not allowed: this process lacks "
              + missing.stream().map(Enum::name).collect(Collectors.joining(", "))
              + "; run it as root (sudo)");
    }
    return requireLibraries();
  }

  /**
   * Checks libbpf.
   *
   * @return its version
   * @throws UserException if it is missing
   */
  static String requireLibraries() {
    try {
      return Ffi.libbpf().libbpf_version_string();
    } catch (LinkageError e) {
      throw new UserException(
          ExitCode.UNAVAILABLE,
          "libbpf.so.1 is not installed; 'apt-get install libbpf1' (Debian, Ubuntu), 'dnf install"
              + " libbpf' (Fedora)",
          e);
    }
  }

  /** Whether a hook can be had on this machine; where that can't be asked, a run will tell. */
  static boolean has(Hook hook) {
    return !Capabilities.missing().isEmpty() || HookProbe.refusal(hook).isEmpty();
  }

  /**
   * Builds and takes down what the run will need, once for each that differs in its link or arms.
   *
   * @throws UserException if the kernel refuses any of it
   */
  static void rehearse(Plan plan) {
    Map<List<Object>, BenchCase> differing = new LinkedHashMap<>();
    plan.cases().forEach(c -> differing.putIfAbsent(List.of(PlanReader.link(c), plan.arms(c)), c));
    differing.values().forEach(c -> rehearse(plan, PlanReader.link(c), c));
  }

  private static void rehearse(Plan plan, LinkSettings link, BenchCase c) {
    try {
      Lab.rehearse(plan.arms(c), link, c.makeWorkload());
    } catch (KernelException e) {
      int code = e.errno() == Errno.EPERM ? ExitCode.NO_PERMISSION : ExitCode.UNAVAILABLE;
      throw new UserException(code, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.USAGE, e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new UserException(ExitCode.UNAVAILABLE, e.getMessage(), e);
    }
  }
}
