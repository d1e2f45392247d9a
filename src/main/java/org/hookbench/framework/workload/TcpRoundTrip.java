package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hookbench.UsageException;

/**
 * Request and response over one TCP connection, one outstanding at a time, both ends blocking: what
 * netperf calls TCP_RR. Each operation is timed; the hook is on the request's way in.
 */
public final class TcpRoundTrip implements Workload {
  private final int payload;

  /**
   * @param payload bytes of a request and of a response
   */
  public TcpRoundTrip(int payload) {
    if (payload < 1 || payload > 65536) {
      throw new UsageException("payload of a round trip is 1 to 65536 bytes, not " + payload);
    }
    this.payload = payload;
  }

  @Override
  public String name() {
    return "TcpRoundTrip";
  }

  @Override
  public Metric metric() {
    return Metric.latency("round trip", "transaction", 1);
  }

  @Override
  public long sliceNanos() {
    return SHORT_SLICE_NANOS;
  }

  /** Of a cycle 3.7 to 3.9 %, between forks 0.16 to 0.4 %. */
  @Override
  public double cycleVarianceOverForks() {
    return 300;
  }

  @Override
  public boolean isLatency() {
    return true;
  }

  @Override
  public Set<Event> events() {
    return EnumSet.of(Event.PACKET, Event.DATA);
  }

  @Override
  public boolean inDefaultSuite() {
    return true;
  }

  @Override
  public Optional<FarService> farService() {
    return Optional.of(FarService.TCP_ECHO);
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    if (wire.far().isPresent()) {
      FarEnd far = wire.far().get();
      return new FarRoundTrip(wire.atSender(() -> far.tcpEcho(payload)), true, wire.patience());
    }
    TcpConnection connection = TcpConnection.open(wire);
    try {
      RawStream server = wire.raw(connection.receiver(), ByteBuffer.allocateDirect(payload));
      RawStream client = wire.raw(connection.sender(), ByteBuffer.allocateDirect(payload));
      Peer peer =
          new Peer(
              "echo",
              wire,
              connection,
              () -> {
                if (!server.receive()) {
                  return false;
                }
                server.send();
                return true;
              });
      return new PingPong(connection, client, peer);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static final class PingPong implements Flow {
    private final TcpConnection connection;
    private final RawStream client;
    private final Peer peer;
    private boolean answered;

    PingPong(TcpConnection connection, RawStream client, Peer peer) {
      this.connection = connection;
      this.client = client;
      this.peer = peer;
    }

    @Override
    public int batch() throws IOException {
      peer.start();
      // what TCP has acknowledged may still be lost, at the socket: the first answer will tell
      if (!answered) {
        client.patience(Wire.PATIENCE);
      }
      client.send();
      if (!client.receive()) {
        throw peer.ended();
      }
      if (!answered) {
        client.patience(Duration.ZERO);
        answered = true;
      }
      return 0;
    }

    @Override
    public Optional<InetSocketAddress[]> connection() {
      return Optional.of(connection.addresses());
    }

    @Override
    public void close() throws IOException {
      peer.close();
    }
  }
}
