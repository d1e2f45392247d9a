package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * A stream to or from another host, a block a batch: of one that is received the time until all of
 * it was read, of one that is sent the time until the socket's buffer had taken it.
 */
final class FarStreamFlow implements Flow {
  private final FarEnd.Stream stream;
  private final RawStream raw;
  private final boolean sends;
  private final int chunk;
  private final int chunksABlock;
  private final InetSocketAddress[] ends;

  private FarStreamFlow(
      FarEnd.Stream stream,
      RawStream raw,
      boolean sends,
      int chunk,
      int chunksABlock,
      InetSocketAddress[] ends) {
    this.stream = stream;
    this.raw = raw;
    this.sends = sends;
    this.chunk = chunk;
    this.chunksABlock = chunksABlock;
    this.ends = ends;
  }

  /**
   * Opens it.
   *
   * @param block bytes of a batch
   * @param chunk bytes of a read or write, at most a block; the last one of a block may be longer
   */
  static FarStreamFlow open(Wire wire, FarEnd far, int block, int chunk) throws IOException {
    FarEnd.Stream stream = wire.atSender(() -> far.stream(chunk, 1));
    try {
      SocketChannel channel = stream.channels().get(0);
      wire.bound(channel);
      int chunks = Math.max(1, block / chunk);
      RawStream raw = wire.raw(channel, ByteBuffer.allocateDirect(block / chunks));
      raw.patience(wire.patience());
      InetSocketAddress[] ends = Ends.of(channel);
      return new FarStreamFlow(stream, raw, far.receives(), block / chunks, chunks, ends);
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
    int left = stream.channels().get(0).socket().getInputStream().available();
    for (; left > 0; left -= chunk) {
      receive();
    }
  }

  private void receive() throws IOException {
    if (!raw.receive()) {
      throw new IOException("the peer closed the connection");
    }
  }

  @Override
  public int batch() throws IOException {
    for (int i = 0; i < chunksABlock; i++) {
      if (sends) {
        raw.send();
      } else {
        receive();
      }
    }
    return 0;
  }

  @Override
  public Optional<InetSocketAddress[]> connection() {
    return Optional.of(ends);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
