package org.hookbench.hook;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hookbench.bpf.BpfLink;

/** An attachment that is a link of the kernel's: it ends with its descriptor. */
final class LinkAttachment implements Attachment {
  private final BpfLink link;
  private final AtomicBoolean closed = new AtomicBoolean();

  LinkAttachment(BpfLink link) {
    this.link = link;
  }

  @Override
  public OptionalInt query() {
    return closed.get() ? OptionalInt.empty() : link.programId();
  }

  @Override
  public Optional<BpfLink> link() {
    return Optional.of(link);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      link.close();
    }
  }
}
