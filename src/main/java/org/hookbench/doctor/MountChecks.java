package org.hookbench.doctor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File systems that eBPF and the JVM lean on. */
final class MountChecks {
  private static final Pattern UNIFIED = Pattern.compile("^0::/(.*)$", Pattern.MULTILINE);

  private MountChecks() {}

  static Finding cgroup2(Machine machine) {
    return Mounts.of(machine.files())
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
    Matcher m = UNIFIED.matcher(machine.files().text("proc/self/cgroup"));
    return Mounts.of(machine.files())
        .ofType("cgroup2")
        .map(mount -> m.find() ? mount.point().resolve(m.group(1)) : mount.point());
  }

  static Finding bpffs(Machine machine) {
    return Mounts.of(machine.files())
        .ofType("bpf")
        .map(m -> Finding.ok("mounted at " + m.point()))
        .orElseGet(() -> Finding.ok("not mounted", "of no consequence: HookBench pins nothing"));
  }

  static Finding temp(Machine machine) {
    boolean temp = isExecutable(machine, machine.temp());
    if (temp) {
      return Finding.ok(machine.temp() + " may hold libraries");
    }
    String fact = machine.temp() + " is mounted noexec";
    String mend = "java -Djava.io.tmpdir=FOLDER -jar benchmarks.jar ...";
    return isExecutable(machine, machine.working())
        ? Finding.warning(
            fact, "jffi's library is loaded from the working directory for a moment instead", mend)
        : Finding.blocked(
            fact + ", and so is " + machine.working(),
            "jffi's library can't be loaded from either, and without it nothing works",
            mend);
  }

  private static boolean isExecutable(Machine machine, Path folder) {
    return Mounts.of(machine.files())
        .holding(folder)
        .filter(m -> m.options().contains("noexec"))
        .isEmpty();
  }
}
