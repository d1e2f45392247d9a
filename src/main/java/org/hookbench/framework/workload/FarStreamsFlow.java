package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Streams to or from another host side by side, a block of all of them together a batch: each
 * connection gives or takes what it can meanwhile. Times are those of {@link FarStreamFlow}.
 */
final class FarStreamsFlow implements Flow {
  private final FarEnd.Stream stream;
  private final SocketChannel[] channels;
  private final List<InetSocketAddress[]> ends;
  private final Selector selector;
  private final boolean sends;
  private final int block;
  private final Readiness readiness;
  private final ByteBuffer buffer;
  private int next;

  private FarStreamsFlow(
      FarEnd.Stream stream,
      List<InetSocketAddress[]> ends,
      Selector selector,
      boolean sends,
      int block,
      int chunk,
      Duration patience) {
    this.stream = stream;
    this.channels = stream.channels().toArray(SocketChannel[]::new);
    this.ends = ends;
    this.selector = selector;
    this.sends = sends;
    this.block = block;
    this.buffer = ByteBuffer.allocateDirect(chunk);
    this.readiness = new Readiness(selector, patience, "nothing went over the streams");
  }

  /**
   * Opens them.
   *
   * @param block bytes of a batch
   * @param chunk bytes of a read or write at most
   */
  static FarStreamsFlow open(Wire wire, FarEnd far, int flows, int block, int chunk)
      throws IOException {
    FarEnd.Stream stream = wire.atSender(() -> far.stream(chunk, flows));
    try {
      Selector selector = Selector.open();
      try {
        List<InetSocketAddress[]> ends = new ArrayList<>();
        for (SocketChannel channel : stream.channels()) {
          wire.bound(channel);
          ends.add(Ends.of(channel));
          channel.configureBlocking(false);
          channel.register(selector, far.receives() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
        return new FarStreamsFlow(
            stream, ends, selector, far.receives(), block, chunk, wire.patience());
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  @Override
  public void resume() throws IOException {
    if (sends) {
      return;
    }
    for (SocketChannel channel : channels) {
      int left = channel.socket().getInputStream().available();
      while (left > 0) {
        left -= move(channel, left);
      }
    }
  }

  /** Returns the bytes that were read or written, 0 where none can be at the moment. */
  private int move(SocketChannel channel, int most) throws IOException {
    buffer.clear().limit(Math.min(buffer.capacity(), most));
    int bytes = sends ? channel.write(buffer) : channel.read(buffer);
    if (bytes < 0) {
      throw new IOException("the peer closed a connection");
    }
    return bytes;
  }

  @Override
  public int batch() throws IOException {
    int left = block;
    int idle = 0;
    while (left > 0) {
      int moved = move(channels[next], left);
      left -= moved;
      next = (next + 1) % channels.length;
      idle = moved > 0 ? 0 : idle + 1;
      if (idle == channels.length) {
        readiness.await();
        idle = 0;
      }
    }
    return 0;
  }

  @Override
  public Optional<InetSocketAddress[]> connection() {
    return Optional.of(ends.get(0));
  }

  @Override
  public List<InetSocketAddress[]> connections() {
    return ends;
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      stream.close();
    }
  }
}
