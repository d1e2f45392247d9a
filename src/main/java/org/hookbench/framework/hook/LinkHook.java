package org.hookbench.framework.hook;

import java.util.Map;
import org.hookbench.kernel.bpf.BpfLink;
import org.hookbench.kernel.bpf.BpfProgram;
import org.hookbench.kernel.sys.KernelException;

/** What the hooks share that are attached by a link. */
abstract class LinkHook implements Hook {
  @Override
  public final boolean detachesByItself() {
    return true;
  }

  @Override
  public final Attachment attach(Target target, BpfProgram program) {
    target.namespace().requireCurrent();
    try {
      return new LinkAttachment(link(target, program));
    } catch (KernelException e) {
      throw Refusal.of(this, target, e, hints(target));
    }
  }

  /** Makes the link. */
  abstract BpfLink link(Target target, BpfProgram program);

  /** What an errno means here. */
  abstract Map<Integer, String> hints(Target target);
}
