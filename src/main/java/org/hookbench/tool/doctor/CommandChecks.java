package org.hookbench.tool.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.kernel.sys.KernelException;

/** What each command needs, and which of that is missing here. */
final class CommandChecks {
  private static final Path PINS = Path.of("/sys/fs/bpf");

  private CommandChecks() {}

  /** A run, and calibrate: what is missing is blocked where it is found, and only named here. */
  static Finding run(Machine machine) {
    List<String> missing = missing(machine);
    if (isBlocked(TrialChecks.lane(machine))) {
      missing.add("lane");
    }
    return missing.isEmpty()
        ? Finding.ok("can be made here")
        : Finding.warning("can't be made here", "see " + String.join(", ", missing), "");
  }

  /** Attach and detach, for good: a link ends with its process, unless it is pinned. */
  static Finding attach(Machine machine) {
    List<String> missing = missing(machine);
    if (!missing.isEmpty()) {
      return Finding.warning("can't be done here", "see " + String.join(", ", missing), "");
    }
    boolean pins =
        MountChecks.mounts(machine).holding(PINS).filter(m -> m.type().equals("bpf")).isPresent();
    return pins
        ? Finding.ok("every hook's program can stay")
        : Finding.warning(
            "no bpffs at " + PINS,
            "programs of tc and xdp hooks can stay; those that are attached by a link (tcx, nf-*,"
                + " sk_lookup, flow_dissector, xdpdrv-link, those of a cgroup) can't",
            "mount -t bpf bpf " + PINS);
  }

  /** Show: asks for programs and links by their ids. */
  static Finding show(Machine machine) {
    List<String> missing = new ArrayList<>();
    if (isBlocked(PrivilegeChecks.needed(machine))) {
      missing.add("capabilities");
    }
    if (isBlocked(LibbpfCheck.installed(machine))) {
      missing.add("libbpf");
    }
    if (!missing.isEmpty()) {
      return Finding.warning("can't be asked here", "see " + String.join(", ", missing), "");
    }
    try {
      var unused = machine.others().apply(MountChecks.ownCgroup(machine));
      return Finding.ok("lists every program");
    } catch (KernelException e) {
      return Finding.warning(
          TrialChecks.answer(e), "what others have attached can't be listed", e.hint());
    }
  }

  /** Profile, and -prof: a run of its own, with what its profilers need. */
  static Finding profile(Machine machine) {
    List<String> missing = new ArrayList<>();
    if (run(machine).status() != Status.OK) {
      missing.add("run");
    }
    if (ProfilerChecks.perfEvents(machine).status() != Status.OK) {
      missing.add("perf events");
    }
    if (ProfilerChecks.symbols(machine).status() != Status.OK) {
      missing.add("kernel symbols");
    }
    return missing.isEmpty()
        ? Finding.ok("every profiler has what it needs")
        : Finding.warning("not all of it here", "see " + String.join(", ", missing), "");
  }

  /** What a program can't be loaded without. */
  private static List<String> missing(Machine machine) {
    List<String> missing = new ArrayList<>();
    if (isBlocked(KernelChecks.release(machine))) {
      missing.add("kernel");
    }
    if (isBlocked(LibbpfCheck.installed(machine))) {
      missing.add("libbpf");
    }
    if (isBlocked(PrivilegeChecks.needed(machine))) {
      missing.add("capabilities");
    }
    if (isBlocked(TrialChecks.load(machine))) {
      missing.add("program load");
    }
    return missing;
  }

  private static boolean isBlocked(Finding finding) {
    return finding.status() == Status.BLOCKED;
  }
}
