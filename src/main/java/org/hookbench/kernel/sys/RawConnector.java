package org.hookbench.kernel.sys;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;

/**
 * Makes TCP connections one after the other with a single pair of a client and a listening socket:
 * the client is disconnected by connect(2) to no address, which resets the connection, so that no
 * socket is left in TIME_WAIT and the client keeps its port, namespace and cgroup.
 *
 * <p>Source: connect(2) ({@code AF_UNSPEC}), {@code tcp_disconnect()}.
 */
public final class RawConnector implements AutoCloseable {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int BACKLOG = 16;
  private static final String LOST = "does a program drop too much?";

  private final LibC c = Ffi.libc();
  private final Fd listener;
  private final Fd client;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final ByteBuffer server;
  private final ByteBuffer unspecified = Ffi.zeroed(16);

  private RawConnector(Fd listener, Fd client, InetSocketAddress local, InetSocketAddress remote) {
    this.listener = listener;
    this.client = client;
    this.local = local;
    this.remote = remote;
    this.server = encode(remote);
  }

  /**
   * Opens both sockets.
   *
   * @param patience after which a connection that does not come about is given up
   * @param atSender runs a task where the client is to be made
   * @param atReceiver runs a task where the listener is to be made
   */
  public static RawConnector open(
      InetAddress sender,
      InetAddress receiver,
      Duration patience,
      Function<Callable<Fd>, Fd> atSender,
      Function<Callable<Fd>, Fd> atReceiver) {
    Fd listener = atReceiver.apply(() -> bound(receiver));
    try {
      Sys.check(Ffi.libc().listen(listener.number(), BACKLOG), "listen");
      SocketTimeouts.receive(listener.number(), patience);
      Fd client = atSender.apply(() -> bound(sender));
      SocketTimeouts.unacknowledged(client.number(), patience);
      return new RawConnector(listener, client, name(client), name(listener));
    } catch (RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** Connects, accepts, resets: one connection from beginning to end, on the calling thread. */
  public void connectOnce() {
    int fd = client.number();
    if (c.connect(fd, server, server.capacity()) < 0) {
      throw new KernelException("connect to " + remote, Ffi.errno(), LOST);
    }
    int accepted = c.accept4(listener.number(), 0, 0, SOCK_CLOEXEC);
    if (accepted < 0) {
      boolean gaveUp = Ffi.errno() == Errno.EAGAIN;
      throw new KernelException("accept", gaveUp ? Errno.ETIMEDOUT : Ffi.errno(), LOST);
    }
    Sys.check(c.connect(fd, unspecified, unspecified.capacity()), "disconnect");
    Sys.check(c.close(accepted), "close");
  }

  /** The client's address and the listener's. */
  public InetSocketAddress[] ends() {
    return new InetSocketAddress[] {local, remote};
  }

  @Override
  public void close() {
    client.close();
    listener.close();
  }

  private static Fd bound(InetAddress address) {
    ByteBuffer name = encode(new InetSocketAddress(address, 0));
    LibC c = Ffi.libc();
    Fd fd = new Fd(Sys.check(c.socket(family(address), SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
    try {
      Sys.check(c.bind(fd.number(), name, name.capacity()), "bind to " + address);
      return fd;
    } catch (KernelException e) {
      fd.close();
      throw e;
    }
  }

  private static InetSocketAddress name(Fd socket) {
    return SocketFd.localName(socket.number())
        .orElseThrow(() -> new IllegalStateException("a bound socket has a name"));
  }

  static int family(InetAddress address) {
    return address.getAddress().length == 4 ? AF_INET : AF_INET6;
  }

  /** {@code struct sockaddr_in} or {@code sockaddr_in6}. */
  static ByteBuffer encode(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    ByteBuffer b = Ffi.zeroed(ip.length == 4 ? 16 : 28);
    b.putShort(0, (short) family(address.getAddress()));
    b.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) address.getPort());
    b.put(ip.length == 4 ? 4 : 8, ip);
    return b;
  }
}
