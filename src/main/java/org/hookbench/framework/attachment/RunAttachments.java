package org.hookbench.framework.attachment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hookbench.framework.hook.Attachment;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.ProcessMark;

/**
 * Programs that a run attaches to a device that is not HookBench's. Where the kernel has a link for
 * the hook, that ends with the process, even by kill -9. Where it has none (a filter of tc), the
 * program has a note of its run ({@link OwnerMark}), so that what a killed run has left is known,
 * and is taken off by the next run there or by {@code hookbench clean}.
 */
public final class RunAttachments {
  private static final String RUN = "run ";

  /** Found out once, when the first program is marked. */
  private static final class OfThisRun {
    static final String MARK = RUN + ProcessMark.ofThis();
  }

  private RunAttachments() {}

  /**
   * Attaches a program until it is closed, or the process ends. The calling thread must be in the
   * target's namespace.
   *
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses
   */
  public static Attachment attach(Hook hook, Target target, BpfProgram program) {
    if (!hook.endsWithProcess()) {
      boolean willMakeQdisc;
      try (TrafficControl tc = TrafficControl.open()) {
        willMakeQdisc = tc.qdisc(target.ifindex()).isEmpty();
      }
      mark(hook, target, program, willMakeQdisc);
    }
    return Hooks.attachForProcess(hook, target, program);
  }

  /**
   * Puts another program in the place of one that {@link #attach} attached, with no moment in which
   * neither is there. The calling thread must be in the target's namespace.
   *
   * @param there the attachment, which then is the other program's
   * @param before its program
   * @return false where the hook has no such exchange: nothing has changed then
   * @throws org.hookbench.kernel.sys.KernelException if the kernel refuses otherwise
   */
  public static boolean exchange(
      Hook hook, Target target, Attachment there, BpfProgram before, BpfProgram next) {
    if (!hook.endsWithProcess()) {
      mark(hook, target, next, there.madeQdisc());
    }
    return Hooks.exchange(hook, there, before, next);
  }

  private static void mark(Hook hook, Target target, BpfProgram program, boolean madeQdisc) {
    Place place = Place.of(hook, target, target.namespace().label());
    new OwnerMark(place.key(), OfThisRun.MARK, madeQdisc).keepOn(program);
  }

  /**
   * Takes off what runs whose process has gone have left on the devices of a namespace, and nothing
   * else.
   *
   * @return a line for each
   */
  public static List<String> sweep(NetNs namespace) {
    return sweep(namespace, Rtnl::links);
  }

  /** The same of one device. */
  public static List<String> sweep(NetNs namespace, int ifindex) {
    return sweep(namespace, rtnl -> List.of(rtnl.get(ifindex)));
  }

  private static List<String> sweep(NetNs namespace, Function<Rtnl, List<Link>> devices) {
    return namespace.call(
        () -> {
          List<String> lines = new ArrayList<>();
          try (Fd lock = namespace.lock();
              Rtnl rtnl = Rtnl.open()) {
            for (Link device : devices.apply(rtnl)) {
              for (Found found : new Inventory(namespace).of(device)) {
                if (isLeft(found)) {
                  lines.add(takeOff(namespace, device, found));
                }
              }
            }
          }
          return lines;
        });
  }

  private static boolean isLeft(Found found) {
    return found
        .mark()
        .map(OwnerMark::program)
        .filter(p -> p.startsWith(RUN))
        .filter(p -> ProcessMark.hasEnded(p.substring(RUN.length())))
        .isPresent();
  }

  private static String takeOff(NetNs namespace, Link device, Found found) {
    Hook hook = Hooks.required(found.hook());
    Target target = new Target(namespace, device.name(), device.ifindex());
    boolean madeQdisc = found.mark().orElseThrow().madeQdisc();
    Optional<Attachment> left = hook.resume(target, madeQdisc);
    left.ifPresent(Attachment::close);
    return "took off "
        + hook.name()
        + " of "
        + device.name()
        + " of "
        + namespace.label()
        + ": program id "
        + found.program().map(KernelProgram::id).orElse(0)
        + ", which a run that was killed had left";
  }
}
