package org.hookbench.framework.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.hookbench.framework.reflect.RoundTrip;
import org.hookbench.framework.workload.FarEnd;

/**
 * A round trip as workloads see it.
 *
 * @param trip to the far end
 */
record EchoOfTrip(RoundTrip trip) implements FarEnd.Echo {
  @Override
  public boolean exchange() throws IOException {
    return trip.trip();
  }

  @Override
  public InetSocketAddress[] ends() {
    return trip.ends();
  }

  @Override
  public void close() throws IOException {
    trip.close();
  }
}
