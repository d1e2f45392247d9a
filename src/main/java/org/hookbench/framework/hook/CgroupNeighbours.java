package org.hookbench.framework.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.bpf.ProgramQuery;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;

/**
 * Programs of a cgroup and of those above it that leave no room for another, which the kernel
 * answers with a bare EPERM, and one that a program below would put out of use, which it allows.
 *
 * <p>Source: {@code hierarchy_allows_attach()} and {@code compute_effective_progs()} of {@code
 * kernel/bpf/cgroup.c}.
 */
final class CgroupNeighbours {
  private static final int O_DIRECTORY = 0x10000;

  private CgroupNeighbours() {}

  /**
   * Makes sure that a program can be attached beside others (BPF_F_ALLOW_MULTI) and takes no
   * other's place.
   *
   * @param cgroup the descriptor of the cgroup's folder
   * @throws KernelException naming the program that stands in the way
   */
  static void requireRoom(int cgroup, AttachType type) {
    ProgramQuery.AtCgroup own = ProgramQuery.atCgroup(cgroup, type);
    if (own.isTaken()) {
      throw obstacle(
          named(own)
              + " is attached there alone (without BPF_F_ALLOW_MULTI), and lets no other be"
              + " attached beside it");
    }
    if (!own.programIds().isEmpty()) {
      return;
    }
    Optional<Path> above = folder(cgroup).map(Path::getParent);
    while (above.isPresent()) {
      try (Fd fd = Fd.open(above.get().toString(), O_DIRECTORY)) {
        if (!Cgroup.isOne(fd.number())) {
          return;
        }
        ProgramQuery.AtCgroup there = ProgramQuery.atCgroup(fd.number(), type);
        if (there.isTaken()) {
          throw obstacle(
              named(there)
                  + " is attached to the cgroup above, "
                  + above.get()
                  + (there.isOverridable()
                      ? ", with BPF_F_ALLOW_OVERRIDE, and would run no more for this one"
                      : ", alone (without BPF_F_ALLOW_MULTI), and lets none be attached below"));
        }
        if (!there.programIds().isEmpty()) {
          return;
        }
      }
      above = above.map(Path::getParent);
    }
  }

  private static KernelException obstacle(String words) {
    return new KernelException("", 0, words);
  }

  private static String named(ProgramQuery.AtCgroup there) {
    int id = there.programIds().get(0);
    String name = KernelProgram.byId(id).map(KernelProgram::name).orElse("");
    return "program id " + id + (name.isEmpty() ? "" : " (" + name + ")");
  }

  private static Optional<Path> folder(int cgroup) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + cgroup)));
    } catch (IOException e) {
      // without /proc those above can't be found; the kernel still refuses
      return Optional.empty();
    }
  }
}
