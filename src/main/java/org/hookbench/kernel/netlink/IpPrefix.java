package org.hookbench.kernel.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * An IPv4 or IPv6 network: every bit of the address behind the prefix length is 0.
 *
 * @param network the lowest address
 * @param length in bits
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record IpPrefix(InetAddress network, int length) {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /** What {@link InetAddress#getByName} takes for a literal address and not for a name. */
  private static final Pattern LITERAL =
      Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  /**
   * @throws IllegalArgumentException if the length does not fit the address, or the address has a
   *     bit set behind it
   */
  public IpPrefix {
    requireLength(network, length);
    if (!network.equals(masked(network, length))) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + length + " has bits set behind the prefix");
    }
  }

  /** The network that an address of an interface lies in. */
  public static IpPrefix containing(InetAddress address, int length) {
    requireLength(address, length);
    return new IpPrefix(masked(address, length), length);
  }

  /** Reads {@code 198.18.1.0/24} or {@code 2001:2:0:1::/64}; never asks a name server. */
  public static IpPrefix parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || !LITERAL.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException("not a prefix such as 198.18.1.0/24: " + text);
    }
    try {
      return new IpPrefix(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("not a prefix such as 198.18.1.0/24: " + text, e);
    }
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + length;
  }

  static void requireLength(InetAddress address, int length) {
    if (length < 0 || length > 8 * address.getAddress().length) {
      throw new IllegalArgumentException(
          "prefix length " + length + " does not fit " + address.getHostAddress());
    }
  }

  private static InetAddress masked(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int keep = Math.max(0, Math.min(8, length - 8 * i));
      bytes[i] &= (byte) (0xff << (8 - keep));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
