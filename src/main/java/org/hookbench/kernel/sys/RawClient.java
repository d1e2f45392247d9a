package org.hookbench.kernel.sys;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;

/**
 * Makes TCP connections to a server one after the other with a single socket, which is disconnected
 * by connect(2) to no address. That resets the connection, so that no socket is left in TIME_WAIT
 * and the client keeps its port, namespace and cgroup.
 *
 * <p>Source: connect(2) ({@code AF_UNSPEC}), {@code tcp_disconnect()}.
 */
public final class RawClient implements AutoCloseable {
  private final LibC c = Ffi.libc();
  private final Fd fd;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final ByteBuffer server;
  private final ByteBuffer unspecified = Ffi.zeroed(16);
  private final ByteBuffer word = Ffi.zeroed(1);

  private RawClient(Fd fd, InetSocketAddress remote) {
    this.fd = fd;
    this.local = RawSockets.name(fd);
    this.remote = remote;
    this.server = RawSockets.encode(remote);
  }

  /**
   * Opens the socket where the calling thread is, and connects nothing yet.
   *
   * @param patience after which a connection that does not come about is given up
   */
  public static RawClient open(InetAddress local, InetSocketAddress remote, Duration patience) {
    Fd fd = RawSockets.bound(local);
    try {
      SocketOptions.unacknowledged(fd.number(), patience);
      SocketOptions.receive(fd.number(), patience);
      return new RawClient(fd, remote);
    } catch (RuntimeException e) {
      fd.close();
      throw e;
    }
  }

  /** Connects, blocking. */
  void connect() {
    if (c.connect(fd.number(), server, server.capacity()) < 0) {
      throw new KernelException("connect to " + remote, Ffi.errno(), RawSockets.LOST);
    }
  }

  /** Resets the connection. */
  void disconnect() {
    Sys.check(c.connect(fd.number(), unspecified, unspecified.capacity()), "disconnect");
  }

  /** Connects and resets: one connection from beginning to end, on the calling thread. */
  public void connectOnce() {
    connect();
    disconnect();
  }

  /**
   * The same, with a byte for the server, and waits until it has closed the connection: by then it
   * has accepted all before.
   *
   * @throws KernelException ETIMEDOUT where it does not within the patience
   */
  public void connectUntilClosed() {
    connect();
    if (c.send(fd.number(), word, 1, RawSockets.MSG_NOSIGNAL) < 0
        || c.recv(fd.number(), word, 1, 0) < 0 && Ffi.errno() != Errno.ECONNRESET) {
      int errno = Ffi.errno() == Errno.EAGAIN ? Errno.ETIMEDOUT : Ffi.errno();
      throw new KernelException("wait for " + remote + " to close a connection", errno, "");
    }
    disconnect();
  }

  /** The client's address and the server's. */
  public InetSocketAddress[] ends() {
    return new InetSocketAddress[] {local, remote};
  }

  @Override
  public void close() {
    fd.close();
  }
}
