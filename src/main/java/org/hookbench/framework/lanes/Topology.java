package org.hookbench.framework.lanes;

import java.util.List;

/** Devices and addresses for a number of lanes; all of it is gone when closed. */
public interface Topology extends AutoCloseable {
  /** The lanes, alike but for their addresses. */
  List<Lane> lanes();

  /** The congestion control that was set on the lanes' routes, or empty where it could not be. */
  String congestion();

  @Override
  void close();
}
