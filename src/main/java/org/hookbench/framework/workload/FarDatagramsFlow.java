package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Datagrams from another host, a fixed number that arrive a batch. What is lost on the way is no
 * part of a batch's work, and is counted by the datagrams' numbers.
 */
final class FarDatagramsFlow implements Flow {
  private static final int MOST = 65_536;

  /** More than a socket's buffer holds of the smallest. */
  private static final int MOST_BUFFERED = 4096;

  private final FarEnd.Datagrams datagrams;
  private final DatagramChannel[] channels;
  private final long[] highest;
  private final Selector selector;
  private final int batch;
  private final Readiness readiness;
  private final List<InetSocketAddress[]> ends = new ArrayList<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(MOST);
  private int next;

  /**
   * @param batch datagrams
   */
  FarDatagramsFlow(FarEnd.Datagrams datagrams, int batch, Duration patience) throws IOException {
    this.datagrams = datagrams;
    this.channels = datagrams.channels().toArray(DatagramChannel[]::new);
    this.highest = new long[channels.length];
    Arrays.fill(highest, Long.MIN_VALUE);
    this.batch = batch;
    selector = Selector.open();
    readiness = new Readiness(selector, patience, "no datagram came");
    try {
      for (DatagramChannel channel : channels) {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        ends.add(
            new InetSocketAddress[] {
              (InetSocketAddress) channel.getRemoteAddress(),
              (InetSocketAddress) channel.getLocalAddress()
            });
      }
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  @Override
  public void resume() throws IOException {
    for (int flow = 0; flow < channels.length; flow++) {
      for (int i = 0; i < MOST_BUFFERED && channels[flow].read(in.clear()) > 0; i++) {
        isNew(flow);
      }
    }
  }

  /** Whether what was read comes after all that was read before. */
  private boolean isNew(int flow) {
    long number = datagrams.number(in.flip());
    boolean later = number > highest[flow];
    highest[flow] = Math.max(highest[flow], number);
    return later;
  }

  @Override
  public int batch() throws IOException {
    int received = 0;
    int empty = 0;
    while (received < batch) {
      if (channels[next].read(in.clear()) > 0) {
        empty = 0;
        if (isNew(next)) {
          received++;
        }
      } else {
        empty++;
        next = (next + 1) % channels.length;
      }
      if (empty == channels.length) {
        await();
        empty = 0;
      }
    }
    return 0;
  }

  private void await() throws IOException {
    try {
      readiness.await();
    } catch (IOException e) {
      datagrams.check();
      throw e;
    }
  }

  @Override
  public Optional<InetSocketAddress[]> ends() {
    return Optional.of(ends.get(0));
  }

  @Override
  public List<InetSocketAddress[]> allEnds() {
    return List.copyOf(ends);
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      datagrams.close();
    }
  }
}
