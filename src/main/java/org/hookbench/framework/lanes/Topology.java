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
    if (settings.device().isPresent()) {
      return ofOne(settings, 0);
    }
    if (settings.pairs().isPresent()) {
      return ExistingLanes.open(
          settings.pairs().get().pairs().subList(0, count), settings.ipVersion());
    }
    return settings.link().equals("lo")
        ? LoopbackLanes.create(count, settings, cpus, needs)
        : VethLanes.create(count, settings, cpus, needs);
  }

  /**
   * Opens one lane for all arms by turns, over devices that are there.
   *
   * @param number of the lane among those that there are, from 0
   */
  static Topology ofOne(LinkSettings settings, int number) {
    return settings
        .device()
        .<Topology>map(
            device -> DeviceLane.open(device, settings.peer().orElseThrow(), settings.ipVersion()))
        .orElseGet(
            () ->
                ExistingLanes.open(
                    settings.pairs().orElseThrow().pairs().subList(number, number + 1),
                    settings.ipVersion()));
  }

  /** The lanes, alike but for their addresses. */
  List<Lane> lanes();

  /** The congestion control that was set on the lanes' routes, or empty where it could not be. */
  String congestion();

  @Override
  void close();
}
