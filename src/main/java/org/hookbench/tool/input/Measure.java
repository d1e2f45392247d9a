package org.hookbench.tool.input;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Numbers that a tool printed, exact: ties decide a rank test, so 2.13 Gbits/sec must be the same
 * value wherever it is read.
 */
final class Measure {
  private static final Pattern DECIMAL =
      Pattern.compile("\\d{1,30}(\\.\\d{1,30})?([eE][-+]?\\d{1,2})?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  private Measure() {}

  /**
   * A finite decimal that is not negative.
   *
   * @param what names the value in the refusal
   * @throws InputFormatException for anything else, a decimal comma among it
   */
  static BigDecimal of(InputText in, int line, String what, String token)
      throws InputFormatException {
    if (DECIMAL.matcher(token).matches()) {
      return new BigDecimal(token);
    }
    throw in.refuse(line, "expected " + what + " as a number, got " + problem(token));
  }

  private static String problem(String token) {
    String shown = Excerpt.quoted(token);
    if (NOT_FINITE.matcher(token).matches()) {
      return shown + ", which is not finite";
    }
    if (token.indexOf(',') >= 0) {
      return shown + ": a comma is another locale's number (record with LC_ALL=C)";
    }
    return token.startsWith("-") ? shown + ", which is negative" : shown;
  }
}
