package org.hookbench.tool.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours of a terminal, for the verdicts that stand at the ends of lines. */
final class Ansi {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String FAINT = "\u001b[2m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String OFF = "\u001b[0m";
  private static final Pattern ANSWER =
      Pattern.compile("\\b(slower\\??|faster\\??|worse\\??|better\\??|same|open)$");

  private static final Pattern STATUS = Pattern.compile("^ (BLOCKED|WARNING|UNKNOWN)\\b");

  private final boolean wanted;

  Ansi(boolean wanted) {
    this.wanted = wanted;
  }

  /** The line with the answer at its end, if there is one, coloured. */
  String answer(String line) {
    Matcher m = ANSWER.matcher(line);
    if (!wanted || !m.find()) {
      return line;
    }
    return line.substring(0, m.start()) + colour(m.group()) + m.group() + OFF;
  }

  /** The line with the status at its beginning, if there is one that is not OK, coloured. */
  String status(String line) {
    Matcher m = STATUS.matcher(line);
    if (!wanted || !m.find()) {
      return line;
    }
    String colour = m.group(1).equals("BLOCKED") ? BOLD_RED : YELLOW;
    return line.substring(0, m.start(1)) + colour + m.group(1) + OFF + line.substring(m.end(1));
  }

  /** A line of the kind that must not be missed. */
  String alarm(String line) {
    return wanted ? BOLD_RED + line + OFF : line;
  }

  private static String colour(String answer) {
    return switch (answer) {
      case "slower", "worse" -> RED;
      case "faster", "better", "same" -> GREEN;
      case "open" -> FAINT;
      default -> YELLOW;
    };
  }
}
