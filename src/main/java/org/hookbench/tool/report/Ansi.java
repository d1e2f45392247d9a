package org.hookbench.tool.report;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.stats.Verdict;

/** Colours of a terminal, for the verdicts that stand at the ends of lines. */
final class Ansi {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String FAINT = "\u001b[2m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String OFF = "\u001b[0m";
  private static final Pattern VERDICT =
      Pattern.compile("(WORSE\\??|BETTER\\??|EQUIVALENT|INCONCLUSIVE)$");

  private static final Pattern ANSWER = Pattern.compile("(slower\\??|faster\\??|same|open)$");

  private static final Pattern STATUS = Pattern.compile("^ (BLOCKED|WARNING|UNKNOWN)\\b");

  private final boolean wanted;

  Ansi(boolean wanted) {
    this.wanted = wanted;
  }

  /** The line with the verdict at its end, if there is one, coloured. */
  String verdict(String line) {
    return atEnd(line, VERDICT, Verdict::label);
  }

  /** The line with the answer at its end, if there is one, coloured as its verdict is. */
  String answer(String line) {
    return atEnd(line, ANSWER, Verdicts::word);
  }

  private String atEnd(String line, Pattern pattern, Function<Verdict, String> text) {
    Matcher m = pattern.matcher(line);
    if (!wanted || !m.find()) {
      return line;
    }
    return Arrays.stream(Verdict.values())
        .filter(v -> text.apply(v).equals(m.group()))
        .findFirst()
        .map(v -> line.substring(0, m.start()) + colour(v) + m.group() + OFF)
        .orElse(line);
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

  private static String colour(Verdict verdict) {
    return switch (verdict) {
      case WORSE -> RED;
      case BETTER, EQUIVALENT -> GREEN;
      case WORSE_LIKELY, BETTER_LIKELY -> YELLOW;
      case INCONCLUSIVE -> FAINT;
    };
  }
}
