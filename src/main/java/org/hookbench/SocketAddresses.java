package org.hookbench;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What sockets and messages need of an address that is resolved. */
public final class SocketAddresses {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** With a colon it is never a name for Java; what is behind % is a device. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[\\w.-]+)?");

  private SocketAddresses() {}

  /**
   * An address in numbers, such as {@code 192.0.2.1} or {@code 2001:db8::1}; empty for all else. No
   * name is ever looked up, not even one that looks like numbers, such as {@code 1.2.3.999}.
   */
  public static Optional<InetAddress> numeric(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

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
