package org.hookbench.framework.workload;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.hookbench.UsageException;

/**
 * A fixed rate, as {@code -p rate=} gives it: {@code 50000}, {@code 50k}, {@code 2.5G}.
 *
 * @param perSecond packets or bits a second, above 0
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Rate(double perSecond) {
  /** The value that stands for as fast as it goes. */
  public static final String MAX = "max";

  /**
   * Slices at a rate are longer than others: at 50,000 packets a second one of 20 ms has 31
   * batches.
   */
  static final long SLICE_NANOS = 20_000_000;

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([kmg]?)");
  private static final double NANOS_A_SECOND = 1e9;

  /**
   * Reads the value of {@code -p rate=}.
   *
   * @return empty for {@link #MAX}
   * @throws UsageException in words for the user
   */
  public static Optional<Rate> parse(String text) {
    if (text.equals(MAX)) {
      return Optional.empty();
    }
    Matcher m = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (m.matches()) {
      double value =
          Double.parseDouble(m.group(1))
              * switch (m.group(2)) {
                case "k" -> 1e3;
                case "m" -> 1e6;
                case "g" -> 1e9;
                default -> 1;
              };
      if (value > 0) {
        return Optional.of(new Rate(value));
      }
    }
    throw new UsageException(
        "rate=" + text + " is no number above 0 with k, M or G behind it, nor " + MAX);
  }

  /**
   * How long a batch has, ns.
   *
   * @param perBatch packets or bits
   */
  long intervalNanos(double perBatch) {
    return Math.max(1, Math.round(perBatch * NANOS_A_SECOND / perSecond));
  }
}
