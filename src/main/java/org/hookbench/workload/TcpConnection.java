package org.hookbench.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection with both of its ends in this process, Nagle's algorithm off.
 *
 * @param sender the end that connected
 * @param receiver the end that accepted
 */
record TcpConnection(SocketChannel sender, SocketChannel receiver) implements AutoCloseable {
  /** Connects, with each end opened at its own side of the wire. */
  static TcpConnection open(Wire wire) throws IOException {
    try (ServerSocketChannel listener =
        wire.atReceiver(
            () -> ServerSocketChannel.open().bind(new InetSocketAddress(wire.receiver(), 0)))) {
      InetSocketAddress to = (InetSocketAddress) listener.getLocalAddress();
      SocketChannel sender =
          wire.atSender(
              () -> {
                SocketChannel s = SocketChannel.open();
                try {
                  // bound to its own address, so that it can't leave by another device
                  s.bind(new InetSocketAddress(wire.sender(), 0));
                  s.connect(to);
                  return s;
                } catch (IOException e) {
                  s.close();
                  throw e;
                }
              });
      SocketChannel receiver = listener.accept();
      sender.setOption(StandardSocketOptions.TCP_NODELAY, true);
      receiver.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return new TcpConnection(sender, receiver);
    }
  }

  /** The two addresses, sender's first. */
  InetSocketAddress[] addresses() {
    try {
      return new InetSocketAddress[] {
        (InetSocketAddress) sender.getLocalAddress(), (InetSocketAddress) sender.getRemoteAddress()
      };
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    sender.close();
    receiver.close();
  }
}
