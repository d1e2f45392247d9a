package org.hookbench.framework.lanes;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.UsageException;

/**
 * What is at the other end of a device: the value of {@code -p peer=}.
 *
 * @param kind what it speaks
 * @param host its name or address; with {@code ssh} as ssh(1) takes it, with a user perhaps
 * @param port 0 where none is named and {@code kind} has none of its own
 * @param data the address that the measured traffic goes to, where that is another than the host's
 */
public record FarPeer(Kind kind, String host, int port, Optional<String> data) {
  /** The value that stands for no peer. */
  public static final String NONE = "none";

  private static final int MOST_PORT = 65535;

  /** What a peer speaks. */
  public enum Kind {
    /** Any {@code iperf3 -s}. */
    IPERF3(5201, "iperf3:HOST[:PORT]"),
    /** A STAMP reflector, RFC 8762. */
    STAMP(862, "stamp:HOST[:PORT]"),
    /** A reflector of TWAMP Light, RFC 5357, appendix I. */
    TWAMP(862, "twamp:HOST[:PORT]"),
    /** A server that sends back what it gets, over UDP or TCP. */
    ECHO(0, "echo:HOST:PORT"),
    /** {@code hookbench peer --stdio}, started by ssh. */
    SSH(0, "ssh:[USER@]HOST[:PORT][/ADDRESS]"),
    /** {@code hookbench peer --listen}. */
    HOOKBENCH(0, "hookbench:HOST:PORT");

    private final int defaultPort;
    private final String form;

    Kind(int defaultPort, String form) {
      this.defaultPort = defaultPort;
      this.form = form;
    }

    /** As a user writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean needsPort() {
      return this == ECHO || this == HOOKBENCH;
    }
  }

  /** How values of {@code -p peer=} look, one a kind. */
  public static List<String> forms() {
    return Arrays.stream(Kind.values()).map(k -> k.form).toList();
  }

  /**
   * Reads the value of {@code -p peer=}.
   *
   * @throws UsageException in words for the user
   */
  public static FarPeer parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "peer=" + text + " is none of " + String.join(", ", forms())));
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    Optional<String> data = Optional.empty();
    int slash = rest.indexOf('/');
    if (kind == Kind.SSH && slash >= 0) {
      data = Optional.of(rest.substring(slash + 1)).filter(d -> !d.isEmpty());
      if (data.isEmpty()) {
        throw malformed(text, kind);
      }
      rest = rest.substring(0, slash);
    }
    String host = rest;
    int port = kind.defaultPort;
    int last = rest.lastIndexOf(':');
    // an IPv6 address has colons of its own, unless it is in brackets
    if (last >= 0 && (rest.indexOf(':') == last || rest.charAt(last - 1) == ']')) {
      host = rest.substring(0, last);
      port = port(text, rest.substring(last + 1));
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isBlank() || host.startsWith("-") || kind.needsPort() && port == 0) {
      throw malformed(text, kind);
    }
    return new FarPeer(kind, host, port, data);
  }

  private static int port(String text, String number) {
    try {
      int port = Integer.parseInt(number);
      if (port > 0 && port <= MOST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException("peer=" + text + ": '" + number + "' is no port from 1 to 65535");
  }

  private static UsageException malformed(String text, Kind kind) {
    return new UsageException("peer=" + text + " is not of the form " + kind.form);
  }

  /**
   * Where the measured traffic goes; its port is 0 where the peer says it later.
   *
   * @param ipVersion 4 or 6
   * @throws UsageException where the name has no such address
   */
  public InetSocketAddress address(int ipVersion) {
    String name = data.orElse(host.substring(host.indexOf('@') + 1));
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(name);
    } catch (UnknownHostException e) {
      throw new UsageException(
          "peer="
              + this
              + ": "
              + name
              + " is no address and no name that has one"
              + (kind == Kind.SSH ? "; name one: peer=" + this + "/ADDRESS" : ""),
          e);
    }
    return Arrays.stream(all)
        .filter(a -> a instanceof Inet4Address == (ipVersion == 4))
        .findFirst()
        .map(a -> new InetSocketAddress(a, kind == Kind.SSH ? 0 : port))
        .orElseThrow(
            () ->
                new UsageException(
                    "peer="
                        + this
                        + " has no IPv"
                        + ipVersion
                        + " address ("
                        + Arrays.stream(all)
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(", "))
                        + "); use -p ipv="
                        + (ipVersion == 4 ? 6 : 4)));
  }

  /** As a user writes it. */
  @Override
  public String toString() {
    boolean bare = host.indexOf(':') >= 0 && port > 0;
    return kind.word()
        + ":"
        + (bare ? "[" + host + "]" : host)
        + (port > 0 ? ":" + port : "")
        + data.map(d -> "/" + d).orElse("");
  }
}
