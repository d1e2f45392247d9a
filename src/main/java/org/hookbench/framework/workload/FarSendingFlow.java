package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * Datagrams to another host, a fixed number a batch: the time until the socket's buffer had taken
 * them.
 */
final class FarSendingFlow implements Flow {
  private final FarEnd.Datagrams datagrams;
  private final DatagramChannel channel;
  private final int batch;
  private final ByteBuffer out;
  private final InetSocketAddress[] ends;

  /**
   * @param bytes of a datagram's payload
   * @param batch datagrams
   */
  FarSendingFlow(FarEnd.Datagrams datagrams, int bytes, int batch) throws IOException {
    this.datagrams = datagrams;
    this.channel = datagrams.channel();
    this.batch = batch;
    this.out = ByteBuffer.allocateDirect(bytes);
    this.ends =
        new InetSocketAddress[] {
          (InetSocketAddress) channel.getLocalAddress(),
          (InetSocketAddress) channel.getRemoteAddress()
        };
  }

  @Override
  public int batch() throws IOException {
    for (int i = 0; i < batch; i++) {
      out.clear();
      datagrams.stamp(out);
      channel.write(out);
    }
    return 0;
  }

  @Override
  public Optional<InetSocketAddress[]> ends() {
    return Optional.of(ends);
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
  }
}
