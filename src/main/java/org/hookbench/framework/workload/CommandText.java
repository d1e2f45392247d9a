package org.hookbench.framework.workload;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's command with placeholders. */
final class CommandText {
  private static final String ADDRESS = "{address}";

  /** One that URLs and pairs of address and port want in brackets if it is of IPv6. */
  private static final Pattern BRACKETED =
      Pattern.compile("(?<=//)\\{address\\}|\\{address\\}(?=:)");

  private CommandText() {}

  /**
   * A command for a lane.
   *
   * @param address the receiver's, for {@code {address}}: in brackets where it is of IPv6 and
   *     stands behind {@code //} or before a colon
   * @param port for {@code {port}}
   * @param folder for {@code {dir}}
   */
  static String filled(String command, InetAddress address, int port, Path folder) {
    String host = address.getHostAddress();
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    String bracketed = address instanceof Inet6Address ? "[" + plain + "]" : plain;
    return BRACKETED
        .matcher(command)
        .replaceAll(Matcher.quoteReplacement(bracketed))
        .replace(ADDRESS, plain)
        .replace("{port}", Integer.toString(port))
        .replace("{dir}", folder.toString());
  }
}
