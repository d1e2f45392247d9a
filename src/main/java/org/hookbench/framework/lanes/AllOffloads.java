package org.hookbench.framework.lanes;

import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netlink.Offload;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/** Switches off every offload of a device that can be. */
final class AllOffloads {
  private AllOffloads() {}

  /**
   * Those that hang on others go first. One that the device has fixed stays as it is: the evidence
   * of a run names the state that was really there.
   */
  static void off(Ethtool ethtool, String device) {
    Offload[] inOrder = Offload.values();
    for (int i = inOrder.length - 1; i >= 0; i--) {
      try {
        ethtool.set(device, inOrder[i], false);
      } catch (KernelException e) {
        if (e.errno() == Errno.EPERM || e.errno() == Errno.ENODEV) {
          throw e;
        }
      }
    }
  }
}
