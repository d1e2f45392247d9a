package org.hookbench.framework.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;

/** The two ends of a path that a workload opens its sockets at, and where its threads belong. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Wire {
  /** How long an end waits for what the other has sent, or for its word that it has come. */
  Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * How long an end waits on this wire: {@link #PATIENCE}, and longer where the other end is
   * another host, whose cable may be out for a moment.
   */
  default Duration patience() {
    return PATIENCE;
  }

  /**
   * The host at the other end, where that is not this one: then both addresses are those of this
   * host's device, and no receiver's socket is opened here.
   */
  default Optional<FarEnd> far() {
    return Optional.empty();
  }

  /** The sender's address. */
  InetAddress sender();

  /** The receiver's address; the hook under test is on this end's device. */
  InetAddress receiver();

  /** Runs a task where the sender's sockets are to be opened, on the calling thread. */
  <T> T atSender(Callable<T> task);

  /** Runs a task where the receiver's sockets are to be opened, on the calling thread. */
  <T> T atReceiver(Callable<T> task);

  /**
   * Has the kernel end a connection when what was sent is not acknowledged within {@link
   * #PATIENCE}.
   *
   * @param channel the sender's or the receiver's
   */
  void bound(SocketChannel channel) throws IOException;

  /**
   * Fixes the receive buffer of the connections that a socket will accept, which the kernel
   * otherwise makes larger as it is needed: a receiver whose window may still grow acknowledges
   * every segment, and one whose window may not acknowledges when the data is read. A wire that
   * can't leaves it to the kernel.
   *
   * @param listener the receiver's
   * @param bytes of data that it holds
   */
  default void receiveBuffer(ServerSocketChannel listener, int bytes) throws IOException {
    // the kernel's
  }

  /** Whether both ends share a CPU, so that one thread may serve both. */
  boolean oneCpu();

  /**
   * The bytes of a blocking channel of the sender's or the receiver's, by system calls alone.
   *
   * @param buffer direct; all of it is one message, of either direction
   */
  RawStream raw(SocketChannel channel, ByteBuffer buffer) throws IOException;

  /**
   * The same with messages of different length.
   *
   * @param in direct; all of it is a message that is received
   * @param out direct; all of it is a message that is sent
   * @throws UnsupportedOperationException where a wire has only {@link #raw(SocketChannel,
   *     ByteBuffer)}
   */
  default RawStream raw(SocketChannel channel, ByteBuffer in, ByteBuffer out) throws IOException {
    throw new UnsupportedOperationException("messages of different length");
  }

  /**
   * The same of a connected, blocking channel for datagrams, each of which is one message.
   *
   * @param in direct; all of it is a message that is received
   * @param out direct; all of it is a message that is sent
   * @throws UnsupportedOperationException where a wire has none
   */
  default RawStream raw(DatagramChannel channel, ByteBuffer in, ByteBuffer out) throws IOException {
    throw new UnsupportedOperationException("raw datagrams");
  }

  /**
   * A file in memory, of no name, whose bytes are zero.
   *
   * @param bytes of it
   * @throws UnsupportedOperationException where a wire has none
   */
  default FileChannel file(int bytes) throws IOException {
    throw new UnsupportedOperationException("a file in memory");
  }

  /**
   * Has a socket split each datagram that it is given into several that are sent one after the
   * other, as UDP's segmentation offload does.
   *
   * @param channel connected
   * @param bytes of a segment's payload
   * @throws UnsupportedOperationException where a wire has none
   */
  default void segment(DatagramChannel channel, int bytes) throws IOException {
    throw new UnsupportedOperationException("segments of datagrams");
  }

  /** Two sockets between which TCP connections are made, opened where they belong. */
  Connector connector() throws IOException;

  /**
   * Packets that the kernel makes, and a socket that takes them in.
   *
   * @param begin where they begin
   * @param from the address and port that they come from, of the sender
   * @param to the address and port of the socket, of the receiver
   * @param payload bytes of a packet's datagram
   * @param rounds how often {@link PacketSource#send()} makes {@link PacketSource#ROUND} packets
   */
  PacketSource packets(
      PacketSource.Begin begin,
      InetSocketAddress from,
      InetSocketAddress to,
      int payload,
      int rounds)
      throws IOException;

  /**
   * Room for programs of the user's at both ends; to be closed with the flow.
   *
   * @throws IOException where the kernel gives none
   * @throws UnsupportedOperationException where a wire has none
   */
  default Programs programs() throws IOException {
    throw new UnsupportedOperationException("programs of the user's");
  }

  /**
   * Begins to watch the CPUs that traffic on this wire runs on: those that its ends are placed on,
   * or all where they are not, or where another host sends.
   *
   * @throws UnsupportedOperationException where a wire has no such clock
   */
  default IdleTime idleTime() {
    throw new UnsupportedOperationException("a clock of idle CPUs");
  }

  /** Puts the calling thread on the receiver's CPU. */
  void placeReceiver();
}
