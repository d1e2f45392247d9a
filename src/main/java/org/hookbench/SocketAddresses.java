package org.hookbench;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;

/** What sockets and messages need of an address that is resolved. */
public final class SocketAddresses {
  private SocketAddresses() {}

  /** The family of a socket for it alone, for Java's default carries IPv4 inside IPv6. */
  public static ProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}: no name, which may take a look-up. */
  public static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + address.getPort();
  }
}
