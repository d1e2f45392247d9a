package org.hookbench.framework.hook;

import java.util.Optional;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;

/** An attachment that is a link of the kernel's, which can be made to outlive its descriptor. */
final class LinkAttachment extends HeldAttachment {
  private final BpfLink link;

  LinkAttachment(BpfLink link) {
    super(link::programId, link::close);
    this.link = link;
  }

  @Override
  public boolean exchange(BpfProgram before, BpfProgram next) {
    return link.update(before, next);
  }

  @Override
  public Optional<BpfLink> link() {
    return Optional.of(link);
  }
}
