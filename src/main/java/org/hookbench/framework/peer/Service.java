package org.hookbench.framework.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hookbench.UsageException;

/**
 * What a client may ask a peer for.
 *
 * @param kind which
 * @param size the bytes that its kind asks for; 0 for those that ask for none
 * @param option the yes or no that its kind asks for
 */
public record Service(Kind kind, int size, boolean option) {
  /** The largest message that is sent back as a whole. */
  public static final int MOST_ECHO = 1 << 20;

  /** The largest block of a stream. */
  public static final int MOST_BLOCK = 1 << 30;

  /** The services. */
  public enum Kind {
    TCP_ECHO("bytes", MOST_ECHO, ""),
    TCP_SOURCE("block", MOST_BLOCK, ""),
    TCP_SINK("block", MOST_BLOCK, "ack"),
    TCP_ACCEPT("", 0, ""),
    UDP_ECHO("", 0, ""),
    STAMP("", 0, "stateful"),
    UDP_SOURCE("", 0, ""),
    UDP_SINK("", 0, "");

    private final String sizeName;
    private final int mostSize;
    private final String optionName;

    Kind(String sizeName, int mostSize, String optionName) {
      this.sizeName = sizeName;
      this.mostSize = mostSize;
      this.optionName = optionName;
    }

    /** Its name in the protocol. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isTcp() {
      return name().startsWith("TCP_");
    }
  }

  public Service {
    if (!kind.sizeName.isEmpty() && (size < 1 || size > kind.mostSize)) {
      throw new UsageException(
          kind.word() + " " + kind.sizeName + "= is 1 to " + kind.mostSize + ", not " + size);
    }
  }

  /** Sends back each message of so many bytes over TCP, once all of it has come. */
  public static Service tcpEcho(int bytes) {
    return new Service(Kind.TCP_ECHO, bytes, false);
  }

  /** Sends blocks over TCP for as long as they are read. */
  public static Service tcpSource(int block) {
    return new Service(Kind.TCP_SOURCE, block, false);
  }

  /**
   * Reads what comes over TCP.
   *
   * @param ack whether each block of so many bytes is answered with one byte
   */
  public static Service tcpSink(int block, boolean ack) {
    return new Service(Kind.TCP_SINK, block, ack);
  }

  /** Accepts a TCP connection, waits a second at most for its end, and closes it. */
  public static Service tcpAccept() {
    return new Service(Kind.TCP_ACCEPT, 0, false);
  }

  /** Sends back each datagram. */
  public static Service udpEcho() {
    return new Service(Kind.UDP_ECHO, 0, false);
  }

  /**
   * Reflects STAMP's packets (RFC 8762).
   *
   * @param stateful whether with a number of its own
   */
  public static Service stamp(boolean stateful) {
    return new Service(Kind.STAMP, 0, stateful);
  }

  /** Sends datagrams when asked to, see {@link OpenService#send}. */
  public static Service udpSource() {
    return new Service(Kind.UDP_SOURCE, 0, false);
  }

  /** Counts datagrams. */
  public static Service udpSink() {
    return new Service(Kind.UDP_SINK, 0, false);
  }

  /** As in the protocol, e.g. {@code tcp-sink block=4096 ack=1}. */
  String text() {
    return kind.word()
        + (kind.sizeName.isEmpty() ? "" : " " + kind.sizeName + "=" + size)
        + (kind.optionName.isEmpty() ? "" : " " + kind.optionName + "=" + (option ? 1 : 0));
  }

  /** Of a line whose second word is the service. */
  static Service of(Words words) throws PeerException {
    String name = words.plain().size() < 2 ? "" : words.plain().get(1);
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(name)) {
        List<String> keys = new ArrayList<>(List.of(kind.sizeName, kind.optionName));
        keys.removeIf(String::isEmpty);
        words.only(2, keys);
        int size =
            kind.sizeName.isEmpty() ? 0 : (int) words.number(kind.sizeName, 1, kind.mostSize);
        boolean option =
            !kind.optionName.isEmpty()
                && words.text(kind.optionName).isPresent()
                && words.number(kind.optionName, 0, 1) == 1;
        return new Service(kind, size, option);
      }
    }
    throw new PeerException("there is no such service");
  }
}
