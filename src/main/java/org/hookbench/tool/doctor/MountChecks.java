package org.hookbench.tool.doctor;

import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.kernel.sys.Mounts;

/** File systems that eBPF and the JVM lean on. */
final class MountChecks {
  private static final String MOUNTS = "proc/self/mountinfo";

  private MountChecks() {}

  static Finding cgroup2(Machine machine) {
    return mounts(machine)
        .ofType("cgroup2")
        .map(m -> Finding.ok("mounted at " + m.point()))
        .orElseGet(
            () ->
                Finding.warning(
                    "not mounted",
                    "programs of a cgroup (cgroup_skb, sock_ops, connect) can't be attached",
                    "mkdir -p /run/cgroup2 && mount -t cgroup2 none /run/cgroup2"));
  }

  /** The folder of this process's cgroup, which is where its sockets belong to. */
  static Optional<Path> ownCgroup(Machine machine) {
    return Cgroup.path(machine.files().text("proc/self/cgroup")).stream()
        .flatMap(path -> mounts(machine).foldersOfCgroup(path).stream())
        .findFirst();
  }

  static Finding bpffs(Machine machine) {
    return mounts(machine)
        .ofType("bpf")
        .map(m -> Finding.ok("mounted at " + m.point()))
        .orElseGet(() -> Finding.ok("not mounted", "no run needs it; attach does for some hooks"));
  }

  /** The mounts of this process. */
  static Mounts mounts(Machine machine) {
    return Mounts.parse(machine.files().text(MOUNTS));
  }
}
