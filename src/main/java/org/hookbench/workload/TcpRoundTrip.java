package org.hookbench.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

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
      throw new IllegalArgumentException(
          "payload of a round trip is 1 to 65536 bytes, not " + payload);
    }
    this.payload = payload;
  }

  @Override
  public String name() {
    return "TcpRoundTrip";
  }

  @Override
  public Metric metric() {
    return new Metric("round trip", "us", false, 0.02);
  }

  @Override
  public String operation() {
    return "transaction";
  }

  @Override
  public int operationsPerBatch() {
    return 1;
  }

  @Override
  public double value(double nanos) {
    return nanos / 1e3;
  }

  @Override
  public boolean isLatency() {
    return true;
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    TcpConnection connection = TcpConnection.open(wire);
    SocketChannel server = connection.receiver();
    ByteBuffer request = ByteBuffer.allocateDirect(payload);
    Peer peer =
        new Peer(
            "echo",
            wire,
            () -> {
              request.clear();
              if (!readFully(server, request)) {
                return false;
              }
              request.flip();
              writeFully(server, request);
              return true;
            });
    return new PingPong(connection, peer, payload);
  }

  private static boolean readFully(SocketChannel from, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void writeFully(SocketChannel to, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static final class PingPong implements Flow {
    private final TcpConnection connection;
    private final SocketChannel client;
    private final Peer peer;
    private final ByteBuffer buffer;

    PingPong(TcpConnection connection, Peer peer, int payload) {
      this.connection = connection;
      this.client = connection.sender();
      this.peer = peer;
      this.buffer = ByteBuffer.allocateDirect(payload);
    }

    @Override
    public int batch() throws IOException {
      buffer.clear();
      writeFully(client, buffer);
      buffer.clear();
      if (!readFully(client, buffer)) {
        throw peer.ended();
      }
      return 0;
    }

    @Override
    public Optional<InetSocketAddress[]> connection() {
      return Optional.of(connection.addresses());
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
