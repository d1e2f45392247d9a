package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * TCP connections made and ended, one after the other, without data: connect, accept, reset. One
 * thread does both ends, so that no scheduler stands between. What netperf's TCP_CRR is without its
 * transaction; for the hooks that run at a connection's beginning.
 */
public final class TcpConnect implements Workload {
  private static final int BATCH = 8;

  @Override
  public String name() {
    return "TcpConnect";
  }

  @Override
  public Metric metric() {
    return Metric.latency("connection", "connection", BATCH);
  }

  @Override
  public Set<Event> events() {
    return EnumSet.of(Event.PACKET, Event.CONNECTION);
  }

  @Override
  public Optional<FarService> farService() {
    return Optional.of(FarService.ACCEPT);
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    Connector connector =
        wire.far().isPresent()
            ? wire.atSender(() -> wire.far().orElseThrow().connector())
            : wire.connector();
    return new Flow() {
      @Override
      public int batch() throws IOException {
        for (int i = 0; i < BATCH; i++) {
          connector.connectOnce();
        }
        return 0;
      }

      @Override
      public Optional<InetSocketAddress[]> ends() {
        return Optional.of(connector.ends());
      }

      @Override
      public void close() {
        connector.close();
      }
    };
  }
}
