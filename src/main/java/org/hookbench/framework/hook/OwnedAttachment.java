package org.hookbench.framework.hook;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hookbench.kernel.bpf.BpfProgram;

/**
 * An attachment that has to be taken off by hand: it does so once, in the target's namespace, and
 * only while the program that is there is still the one that it attached.
 */
final class OwnedAttachment implements Attachment {
  private final Target target;
  private final Supplier<OptionalInt> inPlace;
  private final Runnable detach;
  private final Runnable otherwise;
  private final boolean madeQdisc;
  private final Optional<Consumer<BpfProgram>> exchange;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile int programId;

  /**
   * @param inPlace the id of the program that is there now
   * @param detach takes ours off
   * @param otherwise what else to undo where ours is not there any more
   */
  OwnedAttachment(
      Target target,
      int programId,
      Supplier<OptionalInt> inPlace,
      Runnable detach,
      Runnable otherwise) {
    this(target, programId, inPlace, detach, otherwise, false, Optional.empty());
  }

  /**
   * As above.
   *
   * @param madeQdisc whether the attach made the qdisc too
   * @param exchange puts another program in the place of ours, where the kernel can
   */
  OwnedAttachment(
      Target target,
      int programId,
      Supplier<OptionalInt> inPlace,
      Runnable detach,
      Runnable otherwise,
      boolean madeQdisc,
      Optional<Consumer<BpfProgram>> exchange) {
    this.target = target;
    this.programId = programId;
    this.inPlace = inPlace;
    this.detach = detach;
    this.otherwise = otherwise;
    this.madeQdisc = madeQdisc;
    this.exchange = exchange;
  }

  @Override
  public OptionalInt query() {
    return target.namespace().call(inPlace::get);
  }

  @Override
  public boolean exchange(BpfProgram before, BpfProgram next) {
    if (exchange.isEmpty() || !query().equals(OptionalInt.of(before.id()))) {
      return false;
    }
    target.namespace().run(() -> exchange.get().accept(next));
    programId = next.id();
    return true;
  }

  @Override
  public boolean madeQdisc() {
    return madeQdisc;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    target
        .namespace()
        .run(
            () -> {
              OptionalInt there = inPlace.get();
              if (there.isPresent() && there.getAsInt() == programId) {
                detach.run();
              } else {
                otherwise.run();
              }
            });
  }
}
