package org.hookbench.topology;

import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.netlink.Ethtool;
import org.hookbench.netlink.Offload;

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
