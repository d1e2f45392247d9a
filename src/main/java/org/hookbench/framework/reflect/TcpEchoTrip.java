package org.hookbench.framework.reflect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;

/**
 * Round trips over one TCP connection, Nagle's algorithm off. TCP loses and doubles nothing, so a
 * message has no number: all are alike, and bytes are counted. What a trip that was given up still
 * had to send or to receive, the next one sends and receives first.
 */
final class TcpEchoTrip implements RoundTrip {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final InetSocketAddress[] ends;
  private final int bytes;
  private final ByteBuffer message;
  private final ByteBuffer expected;
  private final ByteBuffer in;
  private final Patience patience;
  private long trips;
  private long lost;
  private long late;
  private long sent;
  private long received;

  TcpEchoTrip(InetSocketAddress local, InetSocketAddress server, int bytes, Duration patience)
      throws IOException {
    this.bytes = bytes;
    this.patience = new Patience(patience);
    message = ByteBuffer.allocateDirect(bytes);
    for (int i = 0; i < bytes; i++) {
      message.put(i, (byte) (i * 31 + 7));
    }
    expected = message.duplicate();
    in = ByteBuffer.allocateDirect(bytes);
    selector = Selector.open();
    try {
      channel = SocketChannel.open();
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
    try {
      channel.bind(local);
      channel.socket().connect(server, (int) patience.toMillis());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ);
      ends = new InetSocketAddress[] {(InetSocketAddress) channel.getLocalAddress(), server};
    } catch (SocketTimeoutException e) {
      close();
      throw new IOException(
          "no connection to "
              + SocketAddresses.text(server)
              + " came about in "
              + patience.toMillis()
              + " ms",
          e);
    } catch (IOException | RuntimeException e) {
      close();
      throw Patience.about(server, e);
    }
  }

  @Override
  public boolean trip() throws IOException {
    trips++;
    long all = trips * bytes;
    try {
      patience.begin();
      send(all);
      while (patience.await(selector)) {
        receive(all);
        if (received == all) {
          return true;
        }
        send(all);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "round trip to " + SocketAddresses.text(ends[1]) + ": " + ErrorMessage.of(e), e);
    }
    lost++;
    return false;
  }

  /** As much as goes; a message that is larger than the socket's buffer goes in parts. */
  private void send(long all) throws IOException {
    while (sent < all) {
      int from = (int) (sent % bytes);
      message.limit((int) Math.min(bytes, from + all - sent)).position(from);
      int n = channel.write(message);
      sent += n;
      if (n == 0) {
        break;
      }
    }
    int wanted = sent < all ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  private void receive(long all) throws IOException {
    while (received < all) {
      int from = (int) (received % bytes);
      int n = channel.read(in.limit(bytes - from).position(0));
      if (n < 0) {
        throw new IOException("the server has closed the connection");
      }
      if (n == 0) {
        return;
      }
      expected.limit(from + n).position(from);
      if (in.flip().mismatch(expected) >= 0) {
        throw new IOException("what comes back is not what was sent; is it an echo server?");
      }
      // the last byte of a message that was given up
      if (received < all - bytes && received / bytes != (received + n) / bytes) {
        late++;
      }
      received += n;
    }
  }

  @Override
  public InetSocketAddress[] ends() {
    return ends.clone();
  }

  @Override
  public long lastReflectorNanos() {
    return UNKNOWN;
  }

  @Override
  public long lastReflectorErrorNanos() {
    return UNKNOWN;
  }

  @Override
  public ReplyCounts counts() {
    return new ReplyCounts(trips, lost, late, 0, 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
