package org.hookbench.framework.hook;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** An attachment that descriptors of ours hold, such as a sockmap's: it ends with them. */
class HeldAttachment implements Attachment {
  private final Supplier<OptionalInt> inPlace;
  private final Runnable end;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param inPlace the id of the program that is there now; not asked once this is closed
   * @param end takes it off and closes the descriptors; called once
   */
  HeldAttachment(Supplier<OptionalInt> inPlace, Runnable end) {
    this.inPlace = inPlace;
    this.end = end;
  }

  @Override
  public final OptionalInt query() {
    return closed.get() ? OptionalInt.empty() : inPlace.get();
  }

  @Override
  public final void close() {
    if (!closed.getAndSet(true)) {
      end.run();
    }
  }
}
