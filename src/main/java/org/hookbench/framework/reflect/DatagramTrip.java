package org.hookbench.framework.reflect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import org.hookbench.ErrorMessage;
import org.hookbench.SocketAddresses;

/** Round trips of a datagram, over a socket that takes only what comes from the server. */
final class DatagramTrip implements RoundTrip {
  /** The largest datagram. */
  private static final int MOST = 65_535;

  private final DatagramChannel channel;
  private final Selector selector;
  private final InetSocketAddress[] ends;
  private final Message message;
  private final Sequences sequences;
  private final Patience patience;
  private final ByteBuffer in = ByteBuffer.allocateDirect(MOST);
  private long reflectorNanos = UNKNOWN;
  private long reflectorErrorNanos = UNKNOWN;

  DatagramTrip(
      InetSocketAddress local,
      InetSocketAddress server,
      Message message,
      int firstNumber,
      Duration patience)
      throws IOException {
    this.message = message;
    this.patience = new Patience(patience);
    sequences = new Sequences(firstNumber);
    selector = Selector.open();
    try {
      channel = DatagramChannel.open(SocketAddresses.family(server));
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
    try {
      channel.bind(local).connect(server).configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ends = new InetSocketAddress[] {(InetSocketAddress) channel.getLocalAddress(), server};
    } catch (IOException | RuntimeException e) {
      close();
      throw Patience.about(server, e);
    }
  }

  @Override
  public boolean trip() throws IOException {
    int sequence = sequences.next();
    try {
      ByteBuffer out = message.outgoing(sequence).clear();
      // nothing is written where the socket's buffer is full: then nothing comes back either
      channel.write(out);
      patience.begin();
      while (patience.await(selector)) {
        while (in.clear() != null && channel.read(in) > 0) {
          in.flip();
          if (!message.isReply(in)) {
            sequences.foreign();
          } else if (sequences.isAwaited(message.sequence(in))) {
            reflectorNanos = message.reflectorNanos(in);
            reflectorErrorNanos = message.reflectorErrorNanos(in);
            return true;
          }
        }
      }
    } catch (PortUnreachableException e) {
      throw new IOException(
          "nothing listens at UDP " + SocketAddresses.text(ends[1]) + " (ICMP: port unreachable)",
          e);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "round trip to " + SocketAddresses.text(ends[1]) + ": " + ErrorMessage.of(e), e);
    }
    sequences.lost();
    return false;
  }

  @Override
  public InetSocketAddress[] ends() {
    return ends.clone();
  }

  @Override
  public long lastReflectorNanos() {
    return reflectorNanos;
  }

  @Override
  public long lastReflectorErrorNanos() {
    return reflectorErrorNanos;
  }

  @Override
  public ReplyCounts counts() {
    return sequences.counts();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
