package org.hookbench.kernel.sys;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hookbench.kernel.ffi.Ffi;
import org.hookbench.kernel.ffi.LibC;

/** Sockets and their addresses without the JDK. Source: socket(2), ip(7), ipv6(7). */
final class RawSockets {
  /** What may be the reason where nothing comes about. */
  static final String LOST = "does a program drop too much?";

  /** Of send(2): a broken connection is an errno, not a signal. */
  static final int MSG_NOSIGNAL = 0x4000;

  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private RawSockets() {}

  /** A TCP socket that is bound to an address, at any port. */
  static Fd bound(InetAddress address) {
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

  /** The address that a bound socket has. */
  static InetSocketAddress name(Fd socket) {
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
