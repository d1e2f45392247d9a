package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hookbench.SocketAddresses;
import org.hookbench.UsageException;

/**
 * A datagram and its echo, one outstanding at a time: what netperf calls UDP_RR. Each operation is
 * timed; the hook is on the datagram's way in, against another host on the echo's. A datagram that
 * is lost ends the measurement where both ends are in this process, for then a program drops it;
 * against another host it is counted.
 */
public final class UdpRoundTrip implements Workload {
  private static final int LEAST = 4;

  private final int payload;

  /**
   * @param payload bytes of a datagram, 4 to 65507
   */
  public UdpRoundTrip(int payload) {
    if (payload < LEAST || payload > 65507) {
      throw new UsageException("payload of a datagram is 4 to 65507 bytes, not " + payload);
    }
    this.payload = payload;
  }

  @Override
  public Metric metric() {
    return Metric.latency("round trip", "transaction", 1);
  }

  @Override
  public long sliceNanos() {
    return SHORT_SLICE_NANOS;
  }

  @Override
  public boolean isLatency() {
    return true;
  }

  @Override
  public Set<Event> events() {
    return EnumSet.of(Event.PACKET);
  }

  @Override
  public Optional<FarService> farService() {
    return Optional.of(FarService.UDP_ECHO);
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      FarEnd far = wire.far().get();
      return new FarRoundTrip(wire.atSender(() -> far.udpEcho(payload)), false, wire.patience());
    }
    DatagramChannel server = wire.atReceiver(() -> bound(wire.receiver()));
    try {
      DatagramChannel client = wire.atSender(() -> bound(wire.sender()));
      try {
        client.connect(server.getLocalAddress());
        server.connect(client.getLocalAddress());
        RawStream raw = wire.raw(client, ByteBuffer.allocateDirect(payload));
        raw.patience(wire.patience());
        return new PingPong(wire, client, server, raw, payload);
      } catch (IOException | RuntimeException e) {
        client.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static DatagramChannel bound(java.net.InetAddress address) throws IOException {
    InetSocketAddress any = new InetSocketAddress(address, 0);
    DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(any));
    try {
      return channel.bind(any);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static final class PingPong implements Flow {
    private final DatagramChannel client;
    private final DatagramChannel server;
    private final RawStream raw;
    private final Thread echo;
    private final InetSocketAddress[] ends;
    private boolean started;

    PingPong(Wire wire, DatagramChannel client, DatagramChannel server, RawStream raw, int payload)
        throws IOException {
      this.client = client;
      this.server = server;
      this.raw = raw;
      ByteBuffer buffer = ByteBuffer.allocateDirect(payload);
      echo =
          new Thread(
              () -> {
                wire.placeReceiver();
                echo(server, buffer);
              },
              "echo");
      echo.setDaemon(true);
      ends =
          new InetSocketAddress[] {
            (InetSocketAddress) client.getLocalAddress(),
            (InetSocketAddress) client.getRemoteAddress()
          };
    }

    private static void echo(DatagramChannel server, ByteBuffer buffer) {
      try {
        while (true) {
          buffer.clear();
          server.read(buffer);
          server.write(buffer.flip());
        }
      } catch (ClosedChannelException e) {
        // our own close
      } catch (IOException e) {
        // the client gives up, and says that no answer came
        return;
      }
    }

    @Override
    public int batch() throws IOException {
      if (!started) {
        started = true;
        echo.start();
      }
      raw.send();
      raw.receive();
      return 0;
    }

    @Override
    public Optional<InetSocketAddress[]> ends() {
      return Optional.of(ends);
    }

    @Override
    public void close() throws IOException {
      client.close();
      // wakes the thread that is blocked on it
      server.close();
      boolean interrupted = false;
      while (echo.isAlive()) {
        try {
          echo.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
