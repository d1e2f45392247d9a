package org.hookbench.tool.input;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What iperf3's text says of how a run was made: with {@code -V} all of it, else the intervals that
 * are marked as omitted, and a shell's prompt with the command where the log has one.
 *
 * <p>Source: iperf {@code src/iperf_locale.c}, {@code test_start_time} and those after it.
 */
final class Iperf3Setting {
  private static final Pattern START =
      Pattern.compile(
          "Starting Test: protocol: (\\w{1,20}), \\d+ streams, (\\d{1,12}) byte blocks, omitting"
              + " (\\d{1,9}) seconds, (\\d{1,20}) (second test|bytes to send|blocks to send)");
  private static final Pattern OMITTED =
      Pattern.compile("-(\\d{1,9}\\.\\d+)\\s+sec\\s.*\\(omitted\\)\\s*$");
  private static final Pattern MPTCP = Pattern.compile("\\s(?:-m|--mptcp)(?:\\s|$)");
  private static final Pattern SCTP = Pattern.compile("\\s--sctp(?:\\s|$)");
  private static final Pattern VERSION = Pattern.compile("iperf (3\\.\\d+\\S*)(?: .*)?");

  private final Map<Condition, String> said = new EnumMap<>(Condition.class);
  private Optional<String> protocol = Optional.empty();
  private boolean multipath;

  /** Takes from a line what it says, if it says anything. */
  void line(String text) {
    Matcher start = START.matcher(text);
    Matcher omitted = OMITTED.matcher(text);
    Matcher version = VERSION.matcher(text);
    if (start.find()) {
      protocol = Optional.of(start.group(1));
      said.put(Condition.BLOCK_SIZE, start.group(2) + " bytes");
      said.put(Condition.OMITTED, start.group(3) + " s");
      boolean timed = start.group(5).startsWith("second");
      String unit = timed ? " s" : start.group(5).startsWith("bytes") ? " bytes" : " blocks";
      said.put(timed ? Condition.DURATION : Condition.AMOUNT, start.group(4) + unit);
    } else if (text.stripTrailing().endsWith("(omitted)") && omitted.find()) {
      Seconds.nominal(omitted.group(1)).ifPresent(s -> said.put(Condition.OMITTED, s));
    } else if (isCommand(text)) {
      multipath = MPTCP.matcher(text).find();
      protocol = SCTP.matcher(text).find() ? Optional.of("SCTP") : Optional.empty();
    } else if (version.matches()) {
      said.put(Condition.TOOL, "iperf " + version.group(1));
    } else if (Iperf3Row.isRow(text) && !Iperf3Row.hasRole(text)) {
      said.putIfAbsent(Condition.OMITTED, "0 s");
    }
  }

  /** A client's command behind a prompt. */
  private static boolean isCommand(String text) {
    int at = text.indexOf("iperf3 ");
    return at >= 0 && (text.indexOf(" -c ", at) > 0 || text.indexOf(" --client ", at) > 0);
  }

  /** The protocol, where the text says it. */
  Optional<String> protocol() {
    return multipath ? Optional.of("MPTCP") : protocol;
  }

  /**
   * The conditions.
   *
   * @param seconds the end of the run as its closing table prints it
   */
  Map<Condition, String> conditions(String seconds) {
    Map<Condition, String> all = new EnumMap<>(Condition.class);
    all.putAll(said);
    if (!all.containsKey(Condition.AMOUNT)) {
      Seconds.nominal(seconds).ifPresent(s -> all.putIfAbsent(Condition.DURATION, s));
    }
    return all;
  }
}
