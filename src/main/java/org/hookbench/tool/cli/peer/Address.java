package org.hookbench.tool.cli.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.SocketAddresses;
import org.hookbench.tool.cli.error.UserException;

/** Addresses as a user types them: numbers, never names that would be looked up. */
final class Address {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^]\\[]*:[^]\\[]*)]|([^:]*)):(\\d{1,5})");
  private static final int MOST_PORT = 65_535;

  private Address() {}

  static InetSocketAddress withPort(String text) {
    Matcher m = WITH_PORT.matcher(text);
    if (m.matches() && Integer.parseInt(m.group(3)) <= MOST_PORT) {
      Optional<InetAddress> host =
          SocketAddresses.numeric(m.group(1) == null ? m.group(2) : m.group(1));
      if (host.isPresent()) {
        return new InetSocketAddress(host.get(), Integer.parseInt(m.group(3)));
      }
    }
    throw UserException.usage(
        "'" + text + "' is no address with a port, such as 198.18.0.2:4711 or [2001:2::2]:4711");
  }

  static InetAddress numeric(String text) {
    return SocketAddresses.numeric(text)
        .orElseThrow(() -> UserException.usage("'" + text + "' is no numeric address"));
  }
}
