package org.hookbench.framework.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.hookbench.framework.reflect.RoundTrip;
import org.hookbench.framework.workload.FarEnd;

/**
 * A round trip as workloads see it.
 *
 * @param trip to the far end
 * @param service what serves it there, and is closed after it
 */
record EchoOfTrip(RoundTrip trip, Closeable service) implements FarEnd.Echo {
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
    try (service) {
      trip.close();
    }
  }
}
