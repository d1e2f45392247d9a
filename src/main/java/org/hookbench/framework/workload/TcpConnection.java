package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * A TCP connection with both of its ends in this process, Nagle's algorithm off. The kernel ends it
 * where what was sent is not acknowledged within {@link Wire#PATIENCE}.
 *
 * @param sender the end that connected
 * @param receiver the end that accepted
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TcpConnection(SocketChannel sender, SocketChannel receiver) implements AutoCloseable {
  /**
   * Connects, with each end opened at its own side of the wire.
   *
   * @throws IOException where no connection comes about within {@link Wire#PATIENCE}
   */
  public static TcpConnection open(Wire wire) throws IOException {
    return open(wire, OptionalInt.empty());
  }

  private static TcpConnection open(Wire wire, OptionalInt receiveBuffer) throws IOException {
    try (ServerSocketChannel listener =
        wire.atReceiver(
            () -> ServerSocketChannel.open().bind(new InetSocketAddress(wire.receiver(), 0)))) {
      if (receiveBuffer.isPresent()) {
        wire.receiveBuffer(listener, receiveBuffer.getAsInt());
      }
      InetSocketAddress to = (InetSocketAddress) listener.getLocalAddress();
      SocketChannel sender =
          wire.atSender(
              () -> {
                SocketChannel s = SocketChannel.open();
                try {
                  // bound to its own address, so that it can't leave by another device
                  s.bind(new InetSocketAddress(wire.sender(), 0));
                  s.socket().connect(to, (int) Wire.PATIENCE.toMillis());
                  return s;
                } catch (SocketTimeoutException e) {
                  s.close();
                  throw noAnswer(e);
                } catch (IOException e) {
                  s.close();
                  throw e;
                }
              });
      SocketChannel receiver = accept(listener, sender);
      sender.setOption(StandardSocketOptions.TCP_NODELAY, true);
      receiver.setOption(StandardSocketOptions.TCP_NODELAY, true);
      wire.bound(sender);
      wire.bound(receiver);
      return new TcpConnection(sender, receiver);
    }
  }

  /**
   * Several, one after the other; where one fails, none stays open.
   *
   * @param wire as of {@link #open(Wire)}
   * @param number how many
   * @param receiveBuffer bytes of data that each receiver's socket holds; empty where the kernel
   *     makes it as large as is needed
   */
  static List<TcpConnection> open(Wire wire, int number, OptionalInt receiveBuffer)
      throws IOException {
    List<TcpConnection> all = new ArrayList<>();
    try {
      while (all.size() < number) {
        all.add(open(wire, receiveBuffer));
      }
      return List.copyOf(all);
    } catch (IOException | RuntimeException e) {
      for (TcpConnection opened : all) {
        opened.close();
      }
      throw e;
    }
  }

  /** The client's end may be connected without the server's, if the last word was lost. */
  private static SocketChannel accept(ServerSocketChannel listener, SocketChannel sender)
      throws IOException {
    try {
      listener.socket().setSoTimeout((int) Wire.PATIENCE.toMillis());
      return listener.socket().accept().getChannel();
    } catch (SocketTimeoutException e) {
      sender.close();
      throw noAnswer(e);
    } catch (IOException e) {
      sender.close();
      throw e;
    }
  }

  private static IOException noAnswer(SocketTimeoutException e) {
    return new IOException(
        "no connection came about in "
            + Wire.PATIENCE.toSeconds()
            + " s; does a program drop too much?",
        e);
  }

  /** Wakes whoever waits at the sending end. */
  void endSender() throws IOException {
    sender.shutdownInput();
    sender.shutdownOutput();
  }

  /** The two addresses, sender's first. */
  public InetSocketAddress[] addresses() {
    try {
      return Ends.of(sender);
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
