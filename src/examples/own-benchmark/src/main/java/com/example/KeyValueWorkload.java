package com.example;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.hookbench.UsageException;
import org.hookbench.framework.workload.Event;
import org.hookbench.framework.workload.Flow;
import org.hookbench.framework.workload.Metric;
import org.hookbench.framework.workload.Peer;
import org.hookbench.framework.workload.RawStream;
import org.hookbench.framework.workload.TcpConnection;
import org.hookbench.framework.workload.Wire;
import org.hookbench.framework.workload.Workload;

/**
 * A client asks a service for one value after the other, over one TCP connection. A request is a
 * key of 8 bytes, a response the same key and the value.
 */
final class KeyValueWorkload implements Workload {
  private static final int KEYS = 1024;
  private final int valueBytes;

  KeyValueWorkload(int valueBytes) {
    if (valueBytes < 1 || valueBytes > 65536) {
      throw new UsageException("valueBytes is 1 to 65536, not " + valueBytes);
    }
    this.valueBytes = valueBytes;
  }

  @Override
  public Metric metric() {
    return Metric.latency("response time", "request", 1);
  }

  /** Each request is timed, so that there are quantiles too. */
  @Override
  public boolean isLatency() {
    return true;
  }

  /**
   * Packets, and data of an established TCP connection: hooks that see one of these are measured.
   */
  @Override
  public Set<Event> events() {
    return Set.of(Event.PACKET, Event.DATA);
  }

  @Override
  public Flow open(Wire wire) throws IOException {
    TcpConnection connection = TcpConnection.open(wire);
    try {
      return new Client(connection, wire, valueBytes);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The service, which runs on a thread of its own at the wire's receiving end. */
  private static final class Service implements Peer.Step {
    private final byte[][] values = new byte[KEYS][];
    private final ByteBuffer request = ByteBuffer.allocateDirect(Long.BYTES);
    private final ByteBuffer response;
    private final RawStream requests;
    private final RawStream responses;

    Service(TcpConnection connection, Wire wire, int valueBytes) throws IOException {
      for (int key = 0; key < KEYS; key++) {
        values[key] = new byte[valueBytes];
      }
      response = ByteBuffer.allocateDirect(Long.BYTES + valueBytes);
      requests = wire.raw(connection.receiver(), request);
      responses = wire.raw(connection.receiver(), response);
    }

    @Override
    public boolean run() throws IOException {
      if (!requests.receive()) {
        return false;
      }
      long key = request.getLong(0);
      response.putLong(0, key).put(Long.BYTES, values[(int) (key % KEYS)]);
      responses.send();
      return true;
    }
  }

  /**
   * The client; the benchmark calls {@link #batch} again and again, and measures how long it takes.
   */
  private static final class Client implements Flow {
    private final ByteBuffer request = ByteBuffer.allocateDirect(Long.BYTES);
    private final ByteBuffer response;
    private final RawStream requests;
    private final RawStream responses;
    private final TcpConnection connection;
    private final Peer peer;
    private long key;

    Client(TcpConnection connection, Wire wire, int valueBytes) throws IOException {
      this.connection = connection;
      response = ByteBuffer.allocateDirect(Long.BYTES + valueBytes);
      requests = wire.raw(connection.sender(), request);
      responses = wire.raw(connection.sender(), response);
      // a program may drop a packet: then this fails and does not wait for ever
      responses.patience(Wire.PATIENCE);
      peer =
          new Peer(
              "key-value service", wire, connection, new Service(connection, wire, valueBytes));
    }

    @Override
    public int batch() throws IOException {
      peer.start();
      request.putLong(0, ++key);
      requests.send();
      if (!responses.receive()) {
        throw peer.ended();
      }
      if (response.getLong(0) != key) {
        throw new IOException("asked for key " + key + ", got " + response.getLong(0));
      }
      return 0; // operations lost: TCP loses none
    }

    /** With it the run says what the kernel says of the connection: retransmissions, congestion. */
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
