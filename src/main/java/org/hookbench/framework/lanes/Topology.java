package org.hookbench.framework.lanes;

import java.util.List;

/** Devices and addresses for a number of lanes; all of it is gone when closed. */
public interface Topology extends AutoCloseable {
  /**
   * Makes lanes that are up and ready for traffic.
   *
   * @param cpus where the ends run: as chosen before any thread was placed
   * @throws org.hookbench.kernel.sys.KernelException where the kernel refuses
   */
  static Topology create(int count, LinkSettings settings, Placement.Cpus cpus, LaneNeeds needs) {
    return settings.link().equals("lo")
        ? LoopbackLanes.create(count, settings, cpus, needs)
        : VethLanes.create(count, settings, cpus, needs);
  }

  /** The lanes, alike but for their addresses. */
  List<Lane> lanes();

  /** The congestion control that was set on the lanes' routes, or empty where it could not be. */
  String congestion();

  @Override
  void close();
}
