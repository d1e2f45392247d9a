package org.hookbench.framework.hook;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apiguardian.api.API;
import org.hookbench.framework.workload.Event;
import org.hookbench.kernel.bpf.BpfProgram;

/**
 * One place in the kernel's packet path that a program can be attached to. A {@link HookProvider}
 * gives it to HookBench.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Hook {
  /** The name a user types, e.g. {@code "xdpgeneric"}. */
  String name();

  /** Where in the packet's path it stands, in a line. */
  String where();

  /** The kernel it needs, in words, e.g. {@code "Linux 4.12"}. */
  String kernel();

  /** The kind of program it takes; empty for a hook that takes none. */
  Optional<ProgramKind> programKind();

  /** What a program here sees. */
  default Scope scope() {
    return Scope.DEVICE;
  }

  /** The end of a lane that it is attached at. */
  default Side side() {
    return Side.RECEIVER;
  }

  /** What makes its program run. */
  default Event event() {
    return Event.PACKET;
  }

  /**
   * Whether its program runs in traffic that consists of such events. Any traffic will do for a
   * hook that takes no program.
   */
  default boolean runsOn(Set<Event> events) {
    return programKind().isEmpty() || event().isIn(events);
  }

  /** The version of IP whose traffic it sees; empty for both. */
  default OptionalInt ipVersion() {
    return OptionalInt.empty();
  }

  /** Whether several programs can be attached, which then run one after the other. */
  default boolean takesSeveral() {
    return false;
  }

  /** The link whose devices alone have it, as {@code -p link=} names it; empty for any. */
  default Optional<String> requiredLink() {
    return Optional.empty();
  }

  /**
   * Why devices of a link don't have it, in words for a user; empty where they do.
   *
   * @param link as {@code -p link=} names it; {@code netns} for devices that are there
   * @param ipVersion of the traffic
   */
  default Optional<String> lackedBy(String link, int ipVersion) {
    return requiredLink()
        .filter(l -> !l.equals(link))
        .map(l -> "is on a " + l + " device only; use link=" + l);
  }

  /** Whether an attachment ends with the process that made it, without a call. */
  boolean detachesByItself();

  /**
   * Attaches a program. The calling thread must be in the target's namespace.
   *
   * @return the attachment; closing it twice does no harm
   * @throws org.hookbench.kernel.sys.KernelException with a hint, if the kernel refuses; never
   *     replaces a program that is already there
   */
  Attachment attach(Target target, BpfProgram program);

  /**
   * The same so that it ends with this process, even by kill -9, where the kernel has a way: on a
   * device that is not HookBench's.
   */
  default Attachment attachForProcess(Target target, BpfProgram program) {
    return attach(target, program);
  }

  /** Whether what {@link #attachForProcess} attaches ends with this process, without a call. */
  default boolean endsWithProcess() {
    return detachesByItself();
  }

  /**
   * The place where {@link #attach} of another process put its program, to ask what is there and to
   * take it off: whose it is must be known from elsewhere. The calling thread must be in the
   * target's namespace.
   *
   * @param madeQdisc whether that attach made the qdisc too, so that it goes with the program
   * @return empty where a program can't be taken off by another process than the one that attached
   *     it; a link's pin is deleted instead
   */
  default Optional<Attachment> resume(Target target, boolean madeQdisc) {
    return Optional.empty();
  }
}
