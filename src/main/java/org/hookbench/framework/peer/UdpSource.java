package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends as many datagrams as a request says, at its rate, to its port of the client's address and
 * nowhere else. In each the first 4 bytes are the request's number, from 1 on, and the next 8 the
 * datagram's in that request, from 0 on.
 */
final class UdpSource extends DataService {
  /** Bytes of both numbers. */
  static final int LEAST = Integer.BYTES + Long.BYTES;

  /** The largest payload of UDP over IPv4. */
  static final int MOST = 65_507;

  private static final int MOST_PORT = 65_535;
  private static final long NANOS = 1_000_000_000;

  /** A park wakes up about so late, so what is nearer is waited for by looking at the clock. */
  private static final long PARK_NANOS = 60_000;

  /** The most that a session may ask for in one go, so that rate times number is no overflow. */
  private static final long MOST_DATAGRAMS = 1L << 40;

  private record Request(int number, long datagrams, int bytes, int rate, InetSocketAddress to) {}

  private final Scope scope;
  private final DatagramChannel channel;
  private final int port;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private @Nullable Request current;
  private int requests;
  private volatile boolean stopped;

  private UdpSource(Scope scope, DatagramChannel channel) throws IOException {
    this.scope = scope;
    this.channel = channel;
    port = port(channel);
  }

  static DataService begin(Scope scope) throws IOException {
    DatagramChannel channel = datagrams(scope);
    try {
      UdpSource opened = new UdpSource(scope, channel);
      start(Service.Kind.UDP_SOURCE.word(), opened::work);
      return opened;
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /**
   * Begins to send.
   *
   * @return the request's number
   */
  synchronized int send(Words words) throws PeerException {
    if (current != null) {
      throw new PeerException("it still sends");
    }
    long datagrams = words.number("datagrams", 1, MOST_DATAGRAMS);
    int bytes = (int) words.number("bytes", LEAST, MOST);
    int most = scope.limits().rate();
    int rate = (int) words.number("rate", 0, most);
    int to = (int) words.number("port", 1, MOST_PORT);
    if (!scope.take(datagrams * bytes)) {
      throw new PeerException("that is more bytes than the session may still be sent");
    }
    requests++;
    stopped = false;
    current =
        new Request(
            requests,
            datagrams,
            bytes,
            rate == 0 ? most : rate,
            new InetSocketAddress(scope.client(), to));
    notifyAll();
    return requests;
  }

  /** Ends the request that is being sent, if one is; returns once it has ended. */
  synchronized void stop() throws PeerException {
    stopped = true;
    try {
      while (current != null && channel.isOpen()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException("interrupted", e);
    }
  }

  private synchronized @Nullable Request await() {
    try {
      while (current == null && channel.isOpen()) {
        wait();
      }
    } catch (InterruptedException e) {
      return null; // nobody interrupts it
    }
    return current;
  }

  private synchronized void done() {
    current = null;
    notifyAll();
  }

  private void work() {
    ByteBuffer datagram = ByteBuffer.allocateDirect(MOST);
    while (channel.isOpen()) {
      Request request = await();
      if (request == null) {
        return;
      }
      long taken = request.datagrams * request.bytes;
      long used = sendAll(request, datagram) * request.bytes;
      scope.giveBack(taken - used);
      done();
    }
  }

  /** Returns how many the system took. */
  private long sendAll(Request request, ByteBuffer datagram) {
    datagram.putInt(0, request.number);
    long start = System.nanoTime();
    long taken = 0;
    for (long i = 0; i < request.datagrams && !stopped && channel.isOpen(); i++) {
      // in two steps, for i * NANOS overflows after some hours
      long due = start + i / request.rate * NANOS + i % request.rate * NANOS / request.rate;
      awaitUntil(due);
      datagram.putLong(Integer.BYTES, i).limit(request.bytes).position(0);
      try {
        channel.send(datagram, request.to);
        taken++;
        sent.incrementAndGet();
        scope.addSent(request.bytes);
      } catch (IOException e) {
        // e.g. while the network is down: the next one may arrive
        failed.incrementAndGet();
      }
    }
    return taken;
  }

  private void awaitUntil(long due) {
    long left = due - System.nanoTime();
    while (left > 0 && !stopped && channel.isOpen()) {
      if (left > 2 * PARK_NANOS) {
        LockSupport.parkNanos(Math.min(left - PARK_NANOS, NANOS / 10));
      } else {
        Thread.onSpinWait();
      }
      left = due - System.nanoTime();
    }
  }

  @Override
  int port() {
    return port;
  }

  @Override
  synchronized Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("sent", sent.get());
    counts.put("failed", failed.get());
    counts.put("requests", (long) requests);
    counts.put("sending", current == null ? 0L : 1L);
    counts.put("refused", refused.get());
    return counts;
  }

  @Override
  public void close() {
    closeQuietly(channel);
    synchronized (this) {
      notifyAll();
    }
  }
}
