package org.hookbench.framework.hook;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * An attachment that has to be taken off by hand: it does so once, in the target's namespace, and
 * only while the program that is there is still the one that it attached.
 */
final class OwnedAttachment implements Attachment {
  private final Target target;
  private final int programId;
  private final Supplier<OptionalInt> inPlace;
  private final Runnable detach;
  private final Runnable otherwise;
  private final boolean madeQdisc;
  private final AtomicBoolean closed = new AtomicBoolean();

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
    this(target, programId, inPlace, detach, otherwise, false);
  }

  /**
   * As above.
   *
   * @param madeQdisc whether the attach made the qdisc too
   */
  OwnedAttachment(
      Target target,
      int programId,
      Supplier<OptionalInt> inPlace,
      Runnable detach,
      Runnable otherwise,
      boolean madeQdisc) {
    this.target = target;
    this.programId = programId;
    this.inPlace = inPlace;
    this.detach = detach;
    this.otherwise = otherwise;
    this.madeQdisc = madeQdisc;
  }

  @Override
  public OptionalInt query() {
    return target.namespace().call(inPlace::get);
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
