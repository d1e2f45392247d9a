package org.hookbench.kernel.bpf;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.Sys;

/**
 * Held by the one HookBench run of a machine, for two would measure each other.
 *
 * <p>It is a program that is loaded and never attached. The kernel's list of programs is one for
 * the whole machine, whatever namespaces and mounts a process sees, so a run in a container is seen
 * too; a program of its type takes CAP_NET_ADMIN, also where the kernel lets any user load others,
 * so no user without it can hold the lock; and its descriptor is close-on-exec, so it ends with the
 * process and leaves no file. Whoever loaded first holds it: ids grow.
 *
 * <p>Needs CAP_BPF, CAP_NET_ADMIN and CAP_SYS_ADMIN. Source: bpf(2), {@code BPF_PROG_GET_NEXT_ID};
 * {@code bpf_prog_alloc_id} of {@code kernel/bpf/syscall.c}.
 */
public final class RunLock implements AutoCloseable {
  private static final String PREFIX = "hblock_";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)");
  private static final int SCHED_CLS = 3; // BPF_PROG_TYPE_SCHED_CLS, linux/bpf.h
  // r0 = 0; exit: the same bytes in either byte order
  private static final byte MOV_IMMEDIATE = (byte) 0xb7;
  private static final byte EXIT = (byte) 0x95;
  private static final int INSTRUCTION_BYTES = 8;
  // ids go up to INT_MAX and then begin anew at 1
  private static final int HALF_OF_IDS = 1 << 30;

  private final Fd program;
  private final KernelProgram own;

  private RunLock(Fd program) {
    this.program = program;
    this.own = KernelProgram.read(program.number());
  }

  /**
   * A run that is before this one.
   *
   * @param pid its process, as its own PID namespace counts
   * @param programId the program that it holds
   */
  public record Holder(long pid, int programId) {}

  /**
   * Asks for the lock and keeps the place in the order until it is closed.
   *
   * @throws KernelException where the kernel refuses to load a program
   */
  public static RunLock ask() {
    return ask(SCHED_CLS);
  }

  static RunLock ask(int type) {
    ByteBuffer code = Ffi.zeroed(2 * INSTRUCTION_BYTES);
    code.put(0, MOV_IMMEDIATE).put(INSTRUCTION_BYTES, EXIT);
    String name = PREFIX + ProcessHandle.current().pid();
    int fd = Ffi.libbpf().bpf_prog_load(type, name, "GPL", code, 2, null, 0);
    Reference.reachabilityFence(code);
    return new RunLock(new Fd(Sys.checkBpf(fd, "take the lock of a run (load a BPF program)")));
  }

  /**
   * Who holds the lock; empty where this one does.
   *
   * @throws KernelException EPERM without CAP_SYS_ADMIN
   */
  public Optional<Holder> holder() {
    Optional<KernelProgram> first =
        LoadedBpf.programs().stream()
            .filter(p -> p.type() == SCHED_CLS && NAME.matcher(p.name()).matches())
            .filter(p -> isBefore(p.id(), own.id()))
            .flatMap(p -> KernelProgram.byId(p.id()).stream())
            .filter(p -> p.tag().equals(own.tag()))
            .reduce((a, b) -> isBefore(a.id(), b.id()) ? a : b);
    return first.map(p -> new Holder(pid(p.name()), p.id()));
  }

  /** Whether an id was given out before another, both still in use. */
  static boolean isBefore(int id, int other) {
    int distance = other - id & Integer.MAX_VALUE;
    return distance != 0 && distance < HALF_OF_IDS;
  }

  private static long pid(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches() ? Long.parseLong(m.group(1)) : 0;
  }

  @Override
  public void close() {
    program.close();
  }
}
