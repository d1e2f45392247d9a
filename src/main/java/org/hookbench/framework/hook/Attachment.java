package org.hookbench.framework.hook;

import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;

/** A program at a hook, from attach to close. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Attachment extends AutoCloseable {
  /** Asks the kernel which program is there now: its id, or empty if there is none. */
  OptionalInt query();

  /** The link that it is, which can be pinned to outlive the process; empty where it is none. */
  default Optional<BpfLink> link() {
    return Optional.empty();
  }

  /**
   * Puts another program in the place of this one, with no moment in which neither is attached; it
   * is then this attachment's program. By default it can't.
   *
   * @param before the program that is attached now
   * @return false where the hook has no such exchange, or another program is there; nothing has
   *     changed then
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses otherwise
   */
  default boolean exchange(BpfProgram before, BpfProgram next) {
    return false;
  }

  /** Whether the attach also made the qdisc that the program is at. */
  default boolean madeQdisc() {
    return false;
  }

  /** Detaches what this attached and nothing else; harmless when it is already gone. */
  @Override
  void close();
}
