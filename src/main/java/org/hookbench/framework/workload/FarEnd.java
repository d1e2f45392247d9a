package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A host at the other end of a {@link Wire} that serves what a workload asks for. Which of the
 * services it has, {@link FarService} names. All sockets are opened where the wire's are; what
 * fails is an {@link IOException} whose message names the host.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface FarEnd extends AutoCloseable {
  /** Its name in messages. */
  String name();

  /** Whether this host sends streams and datagrams to it; otherwise it is the one that sends. */
  boolean receives();

  /**
   * Messages over TCP that come back.
   *
   * @param bytes of a message
   */
  Echo tcpEcho(int bytes) throws IOException;

  /**
   * Datagrams that come back.
   *
   * @param bytes of a datagram's payload
   */
  Echo udpEcho(int bytes) throws IOException;

  /**
   * A stream over one connection or several, in the direction of {@link #receives}.
   *
   * @param block bytes that the far end reads or writes at a time
   * @param flows connections
   */
  Stream stream(int block, int flows) throws IOException;

  /**
   * Datagrams over one pair of sockets or several, in the direction of {@link #receives}.
   *
   * @param bytes of a datagram's payload
   * @param perSecond the rate at which the far end sends, over all pairs, or 0 for as fast as it
   *     can
   * @param flows pairs of sockets
   */
  Datagrams datagrams(int bytes, long perSecond, int flows) throws IOException;

  /** Connections that it accepts and that this host ends. */
  Connector connector() throws IOException;

  /**
   * What it says of itself and of what it has sent or received so far, as {@code retransmits} or
   * {@code rx-dropped}; what it does not say is not there.
   */
  Map<String, Long> counts() throws IOException;

  /**
   * How its device is set, by name, as {@code driver} or {@code rings}; by default it does not say.
   */
  default Map<String, String> device() throws IOException {
    return Map.of();
  }

  @Override
  void close() throws IOException;

  /** Sends a message and waits until it has come back. Allocates nothing. */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1")
  interface Echo extends AutoCloseable {
    /**
     * One round trip.
     *
     * @return false where nothing came back in {@link Wire#patience()}
     */
    boolean exchange() throws IOException;

    /** The address of this end and the far one's. */
    InetSocketAddress[] ends();

    @Override
    void close() throws IOException;
  }

  /** A stream's end at this host. */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1")
  interface Stream extends AutoCloseable {
    /** One of each connection; connected, blocking. */
    List<SocketChannel> channels();

    @Override
    void close() throws IOException;
  }

  /** Sockets for datagrams at this host. */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1")
  interface Datagrams extends AutoCloseable {
    /** One of each pair; connected, blocking. */
    List<DatagramChannel> channels();

    /** The number of a datagram that was received, which the far end counts up by one. */
    long number(ByteBuffer datagram);

    /**
     * Makes a datagram ready to be sent as the next one. Allocates nothing.
     *
     * @param flow the place of its socket in {@link #channels}
     */
    void stamp(int flow, ByteBuffer datagram);

    /**
     * Asks, where nothing comes any more, whether the far end still serves.
     *
     * @throws IOException if it has said that it does not, with its reason
     */
    default void check() throws IOException {}

    @Override
    void close() throws IOException;
  }
}
