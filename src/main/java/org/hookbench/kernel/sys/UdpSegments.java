package org.hookbench.kernel.sys;

import org.hookbench.kernel.ffi.Ffi;

/**
 * UDP's segmentation offload: a socket is given a large datagram, which travels as one until the
 * device or the receiving socket splits it.
 *
 * <p>Source: udp(7), {@code UDP_SEGMENT} (Linux 4.18).
 */
public final class UdpSegments {
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;

  /** The most that the kernel makes of one datagram: UDP_MAX_SEGMENTS before Linux 6.9. */
  public static final int MOST = 64;

  private UdpSegments() {}

  /**
   * Has all that a socket sends be split.
   *
   * @param fd a UDP socket
   * @param bytes of a segment's payload
   */
  public static void set(int fd, int bytes) {
    Sys.check(
        Ffi.libc().setsockopt(fd, SOL_UDP, UDP_SEGMENT, Ffi.zeroed(4).putInt(0, bytes), 4),
        "have UDP datagrams split into segments (UDP_SEGMENT)");
  }
}
