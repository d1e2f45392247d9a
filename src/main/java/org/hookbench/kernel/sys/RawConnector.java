package org.hookbench.kernel.sys;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;

/**
 * Makes TCP connections one after the other with a single pair of a {@link RawClient} and a
 * listening socket.
 */
public final class RawConnector implements AutoCloseable {
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int BACKLOG = 16;

  private final LibC c = Ffi.libc();
  private final Fd listener;
  private final RawClient client;

  private RawConnector(Fd listener, RawClient client) {
    this.listener = listener;
    this.client = client;
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
      Function<Callable<RawClient>, RawClient> atSender,
      Function<Callable<Fd>, Fd> atReceiver) {
    Fd listener = atReceiver.apply(() -> RawSockets.bound(receiver));
    try {
      Sys.check(Ffi.libc().listen(listener.number(), BACKLOG), "listen");
      SocketOptions.receive(listener.number(), patience);
      InetSocketAddress server = RawSockets.name(listener);
      return new RawConnector(
          listener, atSender.apply(() -> RawClient.open(sender, server, patience)));
    } catch (RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** Connects, accepts, resets: one connection from beginning to end, on the calling thread. */
  public void connectOnce() {
    client.connect();
    int accepted = c.accept4(listener.number(), 0, 0, SOCK_CLOEXEC);
    if (accepted < 0) {
      boolean gaveUp = Ffi.errno() == Errno.EAGAIN;
      throw new KernelException("accept", gaveUp ? Errno.ETIMEDOUT : Ffi.errno(), RawSockets.LOST);
    }
    client.disconnect();
    Sys.check(c.close(accepted), "close");
  }

  /** The client's address and the listener's. */
  public InetSocketAddress[] ends() {
    return client.ends();
  }

  @Override
  public void close() {
    client.close();
    listener.close();
  }
}
