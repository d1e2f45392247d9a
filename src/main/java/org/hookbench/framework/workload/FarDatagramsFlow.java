package org.hookbench.framework.workload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Datagrams from another host, a fixed number that arrive a batch. What is lost on the way is no
 * part of a batch's work, and is counted by the datagrams' numbers.
 */
final class FarDatagramsFlow implements Flow {
  private static final int MOST = 65_536;

  /** More than a socket's buffer holds of the smallest. */
  private static final int MOST_BUFFERED = 4096;

  private static final Consumer<SelectionKey> NOTHING = key -> {};

  private final FarEnd.Datagrams datagrams;
  private final DatagramChannel channel;
  private final Selector selector;
  private final int batch;
  private final long patienceMillis;
  private final InetSocketAddress[] ends;
  private final ByteBuffer in = ByteBuffer.allocateDirect(MOST);
  private long highest = Long.MIN_VALUE;

  /**
   * @param batch datagrams
   */
  FarDatagramsFlow(FarEnd.Datagrams datagrams, int batch, Duration patience) throws IOException {
    this.datagrams = datagrams;
    this.channel = datagrams.channel();
    this.batch = batch;
    this.patienceMillis = patience.toMillis();
    selector = Selector.open();
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ends =
          new InetSocketAddress[] {
            (InetSocketAddress) channel.getRemoteAddress(),
            (InetSocketAddress) channel.getLocalAddress()
          };
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  @Override
  public void resume() throws IOException {
    for (int i = 0; i < MOST_BUFFERED && channel.read(in.clear()) > 0; i++) {
      highest = Math.max(highest, datagrams.number(in.flip()));
    }
  }

  @Override
  public int batch() throws IOException {
    int received = 0;
    while (received < batch) {
      in.clear();
      if (channel.read(in) > 0) {
        in.flip();
        long number = datagrams.number(in);
        if (number > highest) {
          highest = number;
          received++;
        }
      } else if (selector.select(NOTHING, patienceMillis) == 0) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while waiting for datagrams");
        }
        throw new IOException("no datagram came in " + patienceMillis / 1000 + " s");
      }
    }
    return 0;
  }

  @Override
  public Optional<InetSocketAddress[]> ends() {
    return Optional.of(ends);
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      datagrams.close();
    }
  }
}
