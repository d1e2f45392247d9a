package org.hookbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.experiment.BenchCase;
import org.hookbench.experiment.Plan;
import org.hookbench.ffi.Ffi;
import org.hookbench.kernel.Capabilities;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
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
    if (!Ffi.isUsable()) {
      throw new UserException(
          ExitCode.UNAVAILABLE,
          "jffi's library can't be loaded from "
              + System.getProperty("java.io.tmpdir")
              + "; if it is mounted noexec, put -Djava.io.tmpdir=FOLDER before -jar");
    }
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

  /**
   * Builds and takes down what the run will need, once a case whose link differs.
   *
   * @throws UserException if the kernel refuses any of it
   */
  static void rehearse(Plan plan) {
    Map<LinkSettings, BenchCase> differing = new LinkedHashMap<>();
    plan.cases().forEach(c -> differing.putIfAbsent(PlanReader.link(c), c));
    differing.forEach((link, c) -> rehearse(plan, link, c));
  }

  private static void rehearse(Plan plan, LinkSettings link, BenchCase c) {
    try {
      Lab.rehearse(plan.arms(), link, c.makeWorkload());
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
