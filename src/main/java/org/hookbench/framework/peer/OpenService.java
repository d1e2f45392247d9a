package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A service that a peer has opened for this client. */
public final class OpenService implements AutoCloseable {
  private final PeerSession session;
  private final long id;
  private final InetSocketAddress address;
  private boolean closed;

  OpenService(PeerSession session, long id, InetSocketAddress address) {
    this.session = session;
    this.id = id;
    this.address = address;
  }

  /** Where to send to or connect to. Only what comes from {@link PeerSession#client} is served. */
  public InetSocketAddress address() {
    return address;
  }

  /** As of {@link #address}. */
  public int port() {
    return address.getPort();
  }

  /**
   * What the service has done so far, by name: {@code connections}, {@code received}, {@code
   * received-bytes}, {@code sent}, {@code sent-bytes}, {@code refused} and others, each where it
   * has a meaning (docs/peers.md).
   */
  public Map<String, Long> counts() throws IOException {
    return session.ask(Protocol.COUNTS + " id=" + id).numbers();
  }

  /**
   * Has a UDP source begin to send to this client; what was sent is in {@link #counts}, where
   * {@code sending} is 1 until it is done. In each datagram the first 4 bytes are the request's
   * number and the next 8 the datagram's, from 0 on, both big-endian.
   *
   * @param datagrams how many
   * @param bytes payload of each, at least 12
   * @param rate datagrams a second; 0 for as fast as the peer may
   * @param port of this client
   * @return the request's number, from 1 on
   * @throws PeerException if the peer refuses: it still sends, or has a lower limit
   */
  public int send(long datagrams, int bytes, int rate, int port) throws IOException {
    Words answer =
        session.ask(
            Protocol.SEND
                + (" id=" + id + " datagrams=" + datagrams + " bytes=" + bytes)
                + (" rate=" + rate + " port=" + port));
    return (int) answer.number("request", 1, Integer.MAX_VALUE);
  }

  /**
   * Ends what a UDP source is sending.
   *
   * @return its counts then
   */
  public Map<String, Long> stop() throws IOException {
    return session.ask(Protocol.STOP + " id=" + id).numbers();
  }

  /** Has the peer close its sockets and their connections. Done twice it does nothing. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      session.ask(Protocol.CLOSE + " id=" + id);
    }
  }
}
