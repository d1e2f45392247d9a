package org.hookbench.framework.iperf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.hookbench.SocketAddresses;
import org.hookbench.framework.iperf.IperfException.Reason;

/** Makes sockets of the address's own family, so that no hook sees IPv4 inside IPv6. */
final class Sockets {
  private Sockets() {}

  /** What messages call a server. */
  static String name(InetSocketAddress server) {
    return "the iperf3 server at " + SocketAddresses.text(server);
  }

  /** A connected stream in blocking mode. */
  static SocketChannel stream(IperfOptions options, Deadline deadline) throws IperfException {
    InetSocketAddress server = options.server();
    try {
      SocketChannel channel = SocketChannel.open(SocketAddresses.family(server));
      try {
        bind(channel, options.local());
        channel.configureBlocking(false);
        if (!channel.connect(server)) {
          finish(channel, options, deadline);
        }
        channel.configureBlocking(true);
        return channel;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IperfException e) {
      throw e;
    } catch (IOException e) {
      throw new IperfException(
          Reason.UNREACHABLE, "no connection to " + name(server) + ": " + e.getMessage(), e);
    }
  }

  private static void finish(SocketChannel channel, IperfOptions options, Deadline deadline)
      throws IOException {
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_CONNECT);
      while (!channel.finishConnect()) {
        if (deadline.isOver()) {
          throw new IperfException(
              Reason.UNREACHABLE,
              "no connection to " + name(options.server()) + ": no answer within " + deadline);
        }
        selector.select(deadline.millis());
      }
    }
  }

  /** A connected socket for datagrams in blocking mode; nothing is sent yet. */
  static DatagramChannel datagrams(IperfOptions options) throws IOException {
    DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(options.server()));
    try {
      bind(channel, options.local());
      return channel.connect(options.server());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void bind(NetworkChannel channel, Optional<InetAddress> local) throws IOException {
    if (local.isPresent()) {
      channel.bind(new InetSocketAddress(local.get(), 0));
    }
  }
}
