package org.hookbench.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.stats.Verdict;

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

  private final boolean wanted;

  Ansi(boolean wanted) {
    this.wanted = wanted;
  }

  /** The line with the verdict at its end, if there is one, coloured. */
  String verdict(String line) {
    Matcher m = VERDICT.matcher(line);
    if (!wanted || !m.find()) {
      return line;
    }
    return line.substring(0, m.start()) + colour(m.group()) + m.group() + OFF;
  }

  /** A line of the kind that must not be missed. */
  String alarm(String line) {
    return wanted ? BOLD_RED + line + OFF : line;
  }

  private static String colour(String label) {
    for (Verdict v : Verdict.values()) {
      if (v.label().equals(label)) {
        return switch (v) {
          case WORSE -> RED;
          case BETTER, EQUIVALENT -> GREEN;
          case WORSE_LIKELY, BETTER_LIKELY -> YELLOW;
          case INCONCLUSIVE -> FAINT;
        };
      }
    }
    return "";
  }
}
