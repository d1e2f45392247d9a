package org.hookbench.tool.cli.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.UserException;

/** Addresses as a user types them: numbers, never names that would be looked up. */
final class Address {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.%\\w]*:[0-9a-fA-F:.%\\w]*)]|([0-9.]+)):(\\d{1,5})");
  private static final Pattern NUMERIC =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");
  private static final int MOST_PORT = 65_535;

  private Address() {}

  static InetSocketAddress withPort(String text) {
    Matcher m = WITH_PORT.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(3)) > MOST_PORT) {
      throw UserException.usage(
          "'" + text + "' is no address with a port, such as 198.18.0.2:4711 or [2001:2::2]:4711");
    }
    String host = m.group(1) == null ? m.group(2) : m.group(1);
    return new InetSocketAddress(numeric(host), Integer.parseInt(m.group(3)));
  }

  static InetAddress numeric(String text) {
    try {
      if (NUMERIC.matcher(text).matches()) {
        return InetAddress.getByName(text);
      }
    } catch (UnknownHostException e) {
      throw new UserException(ExitCode.USAGE, "'" + text + "' is no numeric address", e);
    }
    throw UserException.usage("'" + text + "' is no numeric address");
  }
}
