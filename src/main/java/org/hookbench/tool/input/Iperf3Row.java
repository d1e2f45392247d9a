package org.hookbench.tool.input;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of iperf3's closing table.
 *
 * @param id the stream's number, or {@code SUM}
 * @param seconds when the row's interval ends, as it is printed
 * @param direction {@code TX}, {@code RX} with {@code --bidir}, else empty
 * @param receiver the receiver's line; else the sender's, or iperf 3.1's for UDP, which has no word
 * @param bytes transferred
 * @param bitsPerSecond the bitrate
 * @param retransmits segments; only on a TCP sender's line of Linux
 * @param datagrams jitter and loss; only for UDP
 */
record Iperf3Row(
    int line,
    String id,
    String seconds,
    String direction,
    boolean receiver,
    BigDecimal bytes,
    BigDecimal bitsPerSecond,
    OptionalDouble retransmits,
    Optional<Datagrams> datagrams) {
  private static final Pattern START = Pattern.compile("\\[ *(\\d{1,6}|SUM)\\]");
  private static final Pattern ROW =
      Pattern.compile(
          "\\[ *(\\d{1,6}|SUM)\\](?:\\[([TR]X)-[CS]\\])?\\s+(?:[^\\s-]+-(\\S+))\\s+sec\\s+(\\S+)\\s+(\\S*Bytes)"
              + "\\s+(\\S+)\\s+([^\\s/]*)/sec(.*)");
  private static final Pattern UDP_TAIL =
      Pattern.compile(
          "\\s+(\\S+)\\s+ms\\s+([^\\s/]+)/(\\S+)(?:\\s+\\(\\S*%\\))?\\s*(sender|receiver)?\\s*");
  private static final Pattern COUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
  private static final Pattern NO_COUNT = Pattern.compile("(?i)unknown|-?nan");
  private static final Pattern TCP_TAIL =
      Pattern.compile("\\s+(?:(\\S+)\\s+)??(sender|receiver)\\s*");

  /**
   * What UDP's receiver saw.
   *
   * @param jitter ms
   * @param lost of {@code total} datagrams; iperf3 may print a negative number, or that it does not
   *     know it, which is NaN here
   */
  record Datagrams(double jitter, double lost, double total) {}

  /** Whether the line is one of a stream or the sum, of an interval or of the closing table. */
  static boolean isRow(String line) {
    return line.contains("/sec") && start(line) >= 0;
  }

  /** Whether the line ends with the word that marks the closing table. */
  static boolean hasRole(String line) {
    String s = line.stripTrailing();
    return (s.endsWith(" sender") || s.endsWith(" receiver")) && start(s) >= 0;
  }

  /** Whether the line is a UDP row, of an interval or of iperf 3.1's closing table. */
  static boolean isBareUdp(String line) {
    return line.endsWith("%)") && start(line) >= 0 && line.contains(" ms ");
  }

  static Iperf3Row parse(InputText in, int number, String text) throws InputFormatException {
    Matcher row = ROW.matcher(text).region(start(text), text.length());
    if (!row.matches()) {
      throw in.refuse(
          number, "expected iperf3's transfer and bitrate, got " + Excerpt.quoted(text));
    }
    String tail = row.group(8);
    Matcher udp = UDP_TAIL.matcher(tail);
    Matcher tcp = TCP_TAIL.matcher(tail);
    boolean isUdp = udp.matches();
    if (!isUdp && !tcp.matches()) {
      throw in.refuse(number, "expected sender or receiver, got " + Excerpt.quoted(text));
    }
    String role = isUdp ? udp.group(4) : tcp.group(2);
    BigDecimal bytes =
        Measure.of(in, number, "the transfer", row.group(4))
            .multiply(unit(in, number, row.group(5), Iperf3Unit.bytes(row.group(5))));
    BigDecimal bits =
        Measure.of(in, number, "the bitrate", row.group(6))
            .multiply(unit(in, number, row.group(7), Iperf3Unit.bits(row.group(7))));
    return new Iperf3Row(
        number,
        row.group(1),
        row.group(3),
        row.group(2) == null ? "" : row.group(2),
        "receiver".equals(role),
        bytes,
        bits,
        isUdp || tcp.group(1) == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(count(in, number, "the retransmits", tcp.group(1))),
        isUdp ? Optional.of(datagrams(in, number, udp)) : Optional.empty());
  }

  private static Datagrams datagrams(InputText in, int number, Matcher udp)
      throws InputFormatException {
    return new Datagrams(
        count(in, number, "the jitter", udp.group(1)),
        count(in, number, "the lost datagrams", udp.group(2)),
        count(in, number, "the datagrams", udp.group(3)));
  }

  private static double count(InputText in, int number, String what, String token)
      throws InputFormatException {
    if (NO_COUNT.matcher(token).matches()) {
      return Double.NaN;
    }
    return COUNT.matcher(token).matches()
        ? Double.parseDouble(token)
        : Measure.of(in, number, what, token).doubleValue();
  }

  private static BigDecimal unit(InputText in, int number, String unit, Optional<BigDecimal> scale)
      throws InputFormatException {
    return scale.orElseThrow(
        () -> in.refuse(number, "expected a unit of iperf3, got " + Excerpt.quoted(unit)));
  }

  /** Where the row starts, after a title or a timestamp; -1 where there is none. */
  private static int start(String line) {
    int at = -1;
    for (Matcher m = START.matcher(line); m.find(); ) {
      at = m.start();
    }
    return at;
  }
}
