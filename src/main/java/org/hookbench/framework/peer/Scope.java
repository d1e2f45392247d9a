package org.hookbench.framework.peer;

import java.net.InetAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** What the services of one session have in common: who they serve, and how much is left. */
final class Scope {
  private final InetAddress client;
  private final InetAddress data;
  private final PeerLimits limits;
  private final AtomicLong left;
  private final AtomicLong sent = new AtomicLong();
  private final Semaphore connections;

  /**
   * @param client the only address that is served
   * @param data this host's, at which services are
   */
  Scope(InetAddress client, InetAddress data, PeerLimits limits) {
    this.client = client;
    this.data = data;
    this.limits = limits;
    left = new AtomicLong(limits.bytes());
    connections = new Semaphore(limits.connections());
  }

  InetAddress client() {
    return client;
  }

  InetAddress data() {
    return data;
  }

  PeerLimits limits() {
    return limits;
  }

  /** One permit a TCP connection. */
  Semaphore connections() {
    return connections;
  }

  /** Takes bytes to be sent off what is left; false, and takes none, where it is not enough. */
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  /** Gives back what was taken and not sent. */
  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  /** Counts what the system has taken to be sent. */
  void addSent(long bytes) {
    sent.addAndGet(bytes);
  }

  long sent() {
    return sent.get();
  }
}
