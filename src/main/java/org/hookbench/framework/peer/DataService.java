package org.hookbench.framework.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;

/** One service that a session has open, at a port of its own, with a thread of its own. */
abstract class DataService implements Closeable {
  private static final int RECEIVE_BUFFER = 1 << 22;

  /**
   * Connections or datagrams that came from another address than the client's, or were too many.
   */
  final AtomicLong refused = new AtomicLong();

  abstract int port();

  /** What it has done, by name. */
  abstract Map<String, Long> counts();

  /** Its sockets are closed and its threads end; what waits in a socket wakes up. */
  @Override
  public abstract void close();

  static DataService open(Service service, Scope scope) throws PeerException {
    try {
      return switch (service.kind()) {
        case TCP_ECHO, TCP_SOURCE, TCP_SINK, TCP_ACCEPT -> TcpService.begin(service, scope);
        case UDP_ECHO, STAMP, UDP_SINK -> UdpService.begin(service, scope);
        case UDP_SOURCE -> UdpSource.begin(scope);
      };
    } catch (IOException e) {
      throw new PeerException("it can't be opened: " + ErrorMessage.of(e), e);
    }
  }

  static DatagramChannel datagrams(Scope scope) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(SocketAddresses.family(new InetSocketAddress(scope.data(), 0)));
    try {
      // of which the kernel gives net.core.rmem_max at most
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      return channel.bind(new InetSocketAddress(scope.data(), 0));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Starts a thread that keeps no process alive. */
  static void start(String name, Runnable work) throws IOException {
    Thread thread = new Thread(work, "peer " + name);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw new IOException("the system refuses a thread", e);
    }
  }

  static void closeQuietly(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is closed for us all the same
      return;
    }
  }
}
