package org.hookbench.framework.peer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of the control protocol, which docs/peers.md describes. */
final class Protocol {
  /** Of this protocol; another version has another number. */
  static final String VERSION = "1";

  /** What the server's first line begins with. */
  static final String GREETING = "hookbench-peer " + VERSION + " ";

  /** The rest of the first line over standard input and output. */
  static final String STDIO = "stdio";

  static final String HELLO = "hello";
  static final String WELCOME = "welcome";
  static final String OK = "ok";
  static final String ERROR = "error ";
  static final String WRONG_PROOF =
      "the proof is wrong: another key, or an address translator in between";
  static final String OPEN = "open";
  static final String SEND = "send";
  static final String STOP = "stop";
  static final String COUNTS = "counts";
  static final String CLOSE = "close";
  static final String STATS = "stats";
  static final String BYE = "bye";

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");

  private Protocol() {}

  /** Never a name, which would have to be looked up; empty where it is no numeric address. */
  static Optional<InetAddress> address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
