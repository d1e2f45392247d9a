package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.hookbench.kernel.ffi.Ffi;

/**
 * How long a socket waits for an answer that may never come, e.g. where a program drops it, and how
 * much it takes in meanwhile.
 *
 * <p>Source: tcp(7), socket(7).
 */
public final class SocketOptions {
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_USER_TIMEOUT = 18;

  private SocketOptions() {}

  /**
   * Ends a TCP connection, or the attempt to make one, with ETIMEDOUT when what was sent is not
   * acknowledged in time. It hangs on the timer that a retransmission has anyway, so it costs
   * nothing where none is lost.
   *
   * @param fd a TCP socket
   */
  public static void unacknowledged(int fd, Duration most) {
    set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, Ffi.zeroed(4).putInt(0, (int) most.toMillis()));
  }

  /**
   * Ends a blocking receive or accept with EAGAIN. A receive that has to wait pays for a timer.
   *
   * @param most zero for no end
   */
  public static void receive(int fd, Duration most) {
    ByteBuffer time = Ffi.zeroed(2 * Long.BYTES);
    time.putLong(0, most.getSeconds()).putLong(Long.BYTES, most.getNano() / 1000);
    set(fd, SOL_SOCKET, SO_RCVTIMEO, time);
  }

  /**
   * Fixes how much a socket takes in, which the kernel otherwise makes larger as it is needed. What
   * a listening socket has, those that it accepts have from their first segment on. Needs
   * CAP_NET_ADMIN; {@code net.core.rmem_max} does not limit it.
   *
   * @param bytes of data; the kernel takes twice as much memory for it
   */
  public static void receiveBuffer(int fd, int bytes) {
    set(fd, SOL_SOCKET, SO_RCVBUFFORCE, Ffi.zeroed(Integer.BYTES).putInt(0, bytes));
  }

  private static void set(int fd, int level, int option, ByteBuffer value) {
    Sys.check(
        Ffi.libc().setsockopt(fd, level, option, value, value.capacity()),
        "set socket option " + level + "/" + option);
  }
}
