package org.hookbench.framework.testbed;

import java.util.List;
import org.hookbench.kernel.sys.GracePeriod;

/**
 * The arms whose programs run for every packet of the machine, and so would for every lane's: each
 * is attached right before its own slice and taken off right after it.
 *
 * <p>The price is the disturbance, which no other arm has: a tracepoint's first program and its
 * last are patched into the kernel's code. Whether that shows in a slice is measured in every run:
 * a baseline of their own has such a program attached and taken off again before each of its
 * slices, of each of these arms in turn. With 24 other arms in a cycle it was seen to cost 0.2 to
 * 0.4 % of a slice's median, where an empty program at such a hook costs 2.
 *
 * <p>The kernel does not attach a tracepoint's first program before a grace period of RCU has
 * passed since the last one left, and nearly every attach waited for it (12 to 15 ms on Linux 6.18
 * with 2 CPUs, however many slices of other arms lay between). So one is made to pass before each,
 * by {@link GracePeriod}, and an attach takes less than 1 ms. Kernels before 6.0 wait.
 *
 * <p>Doing the same before every slice of every arm would treat all alike, for a bias that is below
 * their noise. Arms in forks of their own would be compared with a baseline of their own, and not
 * with the other hooks.
 */
final class MachineArms {
  /** An arm, as far as it is turned on and off here. */
  interface Member {
    /** Whether its program would run for the other arms' lanes too, were it attached for good. */
    boolean isMachineWide();

    /** Whether it is the baseline that has nothing and is treated as these arms are. */
    boolean isTreated();

    /** Attaches the loaded programs, of an arm that is machine-wide, until {@link #detach}. */
    void attachForNow();

    /** Takes off what {@link #attachForNow} attached. */
    void detach();
  }

  private final List<? extends Member> arms;
  private int turn;

  /**
   * @param all arms of a testbed
   */
  MachineArms(List<? extends Member> all) {
    arms = all.stream().filter(Member::isMachineWide).toList();
  }

  /** Before an arm's traffic. Costs nothing where no arm is one of these. */
  void enter(Member arm) {
    if (arms.isEmpty()) {
      return;
    }
    if (arm.isMachineWide()) {
      attach(arm);
    } else if (arm.isTreated()) {
      Member lent = arms.get(turn);
      turn = (turn + 1) % arms.size();
      attach(lent);
      lent.detach();
    }
  }

  private static void attach(Member arm) {
    GracePeriod.expedite();
    arm.attachForNow();
  }

  /** After it. */
  void leave(Member arm) {
    if (arm.isMachineWide()) {
      arm.detach();
    }
  }
}
