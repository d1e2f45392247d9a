package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Datagrams to another host, a fixed number a batch: the time until the socket's buffer had taken
 * them.
 */
final class FarSendingFlow implements Flow {
  private final FarEnd.Datagrams datagrams;
  private final DatagramChannel[] channels;
  private final int batch;
  private final ByteBuffer out;
  private final List<InetSocketAddress[]> ends = new ArrayList<>();
  private int next;

  /**
   * @param bytes of a datagram's payload
   * @param batch datagrams
   */
  FarSendingFlow(FarEnd.Datagrams datagrams, int bytes, int batch) throws IOException {
    this.datagrams = datagrams;
    this.channels = datagrams.channels().toArray(DatagramChannel[]::new);
    this.batch = batch;
    this.out = ByteBuffer.allocateDirect(bytes);
    for (DatagramChannel channel : channels) {
      ends.add(Ends.of(channel));
    }
  }

  @Override
  public int batch() throws IOException {
    for (int i = 0; i < batch; i++) {
      out.clear();
      datagrams.stamp(next, out);
      channels[next].write(out);
      next = (next + 1) % channels.length;
    }
    return 0;
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
    datagrams.close();
  }
}
