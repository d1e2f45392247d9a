package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hookbench.framework.reflect.StampReflector;

/** Takes in datagrams of the client's and sends back at most as many bytes; others' are ignored. */
final class UdpService extends DataService {
  /** The largest datagram. */
  private static final int MOST = 65_535;

  private final Service service;
  private final Scope scope;
  private final DatagramChannel channel;
  private final int port;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  private UdpService(Service service, Scope scope, DatagramChannel channel) throws IOException {
    this.service = service;
    this.scope = scope;
    this.channel = channel;
    port = port(channel);
  }

  static DataService begin(Service service, Scope scope) throws IOException {
    DatagramChannel channel = datagrams(scope);
    try {
      UdpService opened = new UdpService(service, scope, channel);
      start(service.kind().word(), opened::serve);
      return opened;
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private void serve() {
    ByteBuffer in = ByteBuffer.allocateDirect(MOST);
    ByteBuffer reply = ByteBuffer.allocateDirect(MOST);
    StampReflector reflector = new StampReflector(service.option());
    while (channel.isOpen()) {
      try {
        InetSocketAddress from = (InetSocketAddress) channel.receive(in.clear());
        in.flip();
        if (from == null || !from.getAddress().equals(scope.client()) || from.getPort() == 0) {
          refused.incrementAndGet();
          continue;
        }
        received.incrementAndGet();
        receivedBytes.addAndGet(in.limit());
        switch (service.kind()) {
          case UDP_ECHO -> send(in, from);
          case STAMP -> {
            if (reflector.reflect(in, from.getPort(), reply)) {
              send(reply, from);
            }
          }
          default -> {}
        }
      } catch (IOException e) {
        // one datagram that could not be sent, or our own close
        continue;
      }
    }
  }

  private void send(ByteBuffer reply, InetSocketAddress to) throws IOException {
    if (scope.take(reply.remaining())) {
      scope.addSent(channel.send(reply, to));
      sent.incrementAndGet();
    }
  }

  @Override
  int port() {
    return port;
  }

  @Override
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("received", received.get());
    counts.put("received-bytes", receivedBytes.get());
    counts.put("sent", sent.get());
    counts.put("refused", refused.get());
    return counts;
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
