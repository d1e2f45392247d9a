package org.hookbench.lab;

import java.net.InetAddress;
import java.util.concurrent.Callable;
import org.hookbench.kernel.Affinity;
import org.hookbench.topology.Lane;
import org.hookbench.topology.Placement;
import org.hookbench.workload.Wire;

/** A lane as a workload sees it. */
record LaneWire(Lane lane, Placement.Cpus cpus) implements Wire {
  @Override
  public InetAddress sender() {
    return lane.sender().address();
  }

  @Override
  public InetAddress receiver() {
    return lane.receiver().address();
  }

  @Override
  public <T> T atSender(Callable<T> task) {
    return lane.sender().namespace().call(task);
  }

  @Override
  public <T> T atReceiver(Callable<T> task) {
    return lane.receiver().namespace().call(task);
  }

  @Override
  public boolean oneCpu() {
    return cpus.same();
  }

  @Override
  public void placeReceiver() {
    cpus.receiver().ifPresent(Affinity::pin);
  }
}
