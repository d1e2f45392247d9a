package org.hookbench.framework.workload;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hookbench.UsageException;

/**
 * What a run of a program is measured by: how long it took, its CPU time, or a number in its
 * output.
 */
final class OutputMetric {
  private static final String WALL = "wall";
  private static final String CPU = "cpu";
  private static final String REGEX = "regex:";
  private static final String JSON = "json:";
  private static final String AUTO = "auto";
  private static final String HIGHER = "higher";
  private static final String LOWER = "lower";
  private static final double DELTA = 0.01;
  private static final double NANOS = 1e9;
  private static final ValueUnit NANOSECOND = ValueUnit.parse("ns");
  private static final int SHOWN = 60;

  /** Such as {@code Requests/sec} or {@code Mbits/sec}. */
  private static final Pattern RATE_IN_TEXT = Pattern.compile("([A-Za-z]+)/s(?:ec(?:ond)?)?\\b");

  private static final Pattern RATE_IN_KEY = Pattern.compile("(?i)(\\w+?)_?per_?sec(?:ond)?");
  private static final Pattern TIME_IN_KEY = Pattern.compile("(?i)(?:.*_)?(ns|us|ms|sec|seconds)");

  /** How amounts of data a second are shown where nothing else is asked for. */
  private static final ValueUnit SHOWN_DATA = ValueUnit.parse("Gbit/s");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String text;
  private final Optional<Pattern> pattern;
  private final Optional<JsonPointer> pointer;
  private final ValueUnit bare;
  private final ValueUnit unit;
  private final boolean higherIsBetter;

  /** A value can't be had from an output. */
  static final class MissingException extends Exception {
    private static final long serialVersionUID = 1;

    MissingException(String message) {
      super(message);
    }
  }

  private OutputMetric(
      String text,
      Optional<Pattern> pattern,
      Optional<JsonPointer> pointer,
      String unit,
      String better) {
    this.text = text;
    this.pattern = pattern;
    this.pointer = pointer;
    Optional<ValueUnit> said = said(text, pattern, pointer);
    if (unit.equals(AUTO)) {
      bare =
          said.orElseThrow(
              () ->
                  new UsageException(
                      "metric="
                          + text
                          + " does not say its unit; add e.g. -p unit=requests/s (more is better) or"
                          + " -p unit=us (less is better)"));
      boolean dataRate = bare.in(SHOWN_DATA, 1).isPresent();
      this.unit = dataRate ? SHOWN_DATA : bare;
    } else {
      this.unit = ValueUnit.parse(unit);
      bare =
          said.filter(u -> u.kind() != ValueUnit.Kind.OTHER)
              .filter(u -> u.in(this.unit, 1).isPresent())
              .orElse(this.unit);
    }
    this.higherIsBetter =
        switch (better) {
          case HIGHER -> true;
          case LOWER -> false;
          case AUTO -> this.unit.higherIsBetter().orElseThrow(() -> unclear(this.unit));
          default ->
              throw new UsageException("better=" + better + " is not one of higher, lower, auto");
        };
    if ((text.equals(WALL) || text.equals(CPU)) && !isTime(this.unit)) {
      throw new UsageException("unit=" + unit + " is not a unit of time, which " + text + " is");
    }
  }

  private static boolean isTime(ValueUnit unit) {
    return unit.kind() == ValueUnit.Kind.TIME && unit.per().isEmpty();
  }

  private static UsageException unclear(ValueUnit unit) {
    return new UsageException(
        "of unit="
            + unit.text()
            + " it is not known whether more is better; add -p better=higher or -p better=lower");
  }

  /**
   * Reads one.
   *
   * @param metric {@code wall}, {@code cpu}, {@code regex:PATTERN} or {@code json:POINTER}
   * @param unit that its values are shown in, or {@code auto}
   * @param better {@code higher}, {@code lower} or {@code auto}
   * @throws UsageException where it is none
   */
  static OutputMetric parse(String metric, String unit, String better) {
    if (metric.equals(WALL) || metric.equals(CPU)) {
      return new OutputMetric(metric, Optional.empty(), Optional.empty(), unit, better);
    }
    if (metric.startsWith(REGEX)) {
      return new OutputMetric(
          metric,
          Optional.of(pattern(metric.substring(REGEX.length()))),
          Optional.empty(),
          unit,
          better);
    }
    if (metric.startsWith(JSON)) {
      return new OutputMetric(
          metric,
          Optional.empty(),
          Optional.of(pointer(metric.substring(JSON.length()))),
          unit,
          better);
    }
    throw new UsageException(
        "metric=" + metric + " is not one of wall, cpu, regex:PATTERN, json:/POINTER");
  }

  private static Pattern pattern(String text) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(text, Pattern.MULTILINE);
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "metric=regex:" + text + " is no regular expression: " + e.getDescription());
    }
    int groups = pattern.matcher("").groupCount();
    if (groups != 1) {
      throw new UsageException(
          "metric=regex:"
              + text
              + " has "
              + (groups == 0 ? "no group" : groups + " groups")
              + "; put one pair of parentheses around the number, and write others as (?:...)");
    }
    return pattern;
  }

  private static JsonPointer pointer(String text) {
    try {
      JsonPointer pointer = JsonPointer.compile(text);
      if (!text.isEmpty()) {
        return pointer;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new UsageException(
        "metric=json:" + text + " is no JSON pointer such as /end/sum_received/bits_per_second");
  }

  /** The unit that a metric's own text names. */
  private static Optional<ValueUnit> said(
      String text, Optional<Pattern> pattern, Optional<JsonPointer> pointer) {
    if (pointer.isPresent()) {
      String key = pointer.get().last().getMatchingProperty();
      Matcher rate = RATE_IN_KEY.matcher(key);
      Matcher time = TIME_IN_KEY.matcher(key);
      if (rate.matches()) {
        return Optional.of(ValueUnit.parse(rate.group(1) + "/s"));
      }
      return time.matches()
          ? Optional.of(ValueUnit.parse(time.group(1).toLowerCase(Locale.ROOT)))
          : Optional.empty();
    }
    if (pattern.isPresent()) {
      Matcher rate = RATE_IN_TEXT.matcher(pattern.get().pattern());
      if (!rate.find()) {
        return Optional.empty();
      }
      ValueUnit unit = ValueUnit.parse(rate.group(1) + "/s");
      return Optional.of(
          unit.kind() == ValueUnit.Kind.OTHER ? ValueUnit.parse(unit.name() + "/s") : unit);
    }
    return Optional.of(ValueUnit.parse("ms"));
  }

  /** As the statistics see it. */
  Metric metric() {
    Map<String, String> names = Map.of(WALL, "wall time", CPU, "CPU time");
    String usual =
        higherIsBetter ? "throughput" : unit.kind() == ValueUnit.Kind.TIME ? "time" : "cost";
    double ofOneNano = NANOSECOND.in(unit, 1).orElse(higherIsBetter ? NANOS / unit.factor() : 1);
    return new Metric(
        names.getOrDefault(text, usual), unit.text(), higherIsBetter, DELTA, "run", 1, ofOneNano);
  }

  /**
   * The value of a run, in the metric's unit.
   *
   * @throws MissingException where the output has none, in words that go on after "the client"
   */
  double value(Program.Ended ended, String out, String err) throws MissingException {
    double value;
    if (pattern.isPresent()) {
      value = quantity(matched(pattern.get(), out, err));
    } else if (pointer.isPresent()) {
      value = at(pointer.get(), out);
    } else {
      long nanos = text.equals(WALL) ? ended.wallNanos() : ended.cpuNanos();
      value = NANOSECOND.in(unit, nanos).orElseThrow();
    }
    if (value > 0 && !Double.isInfinite(value)) {
      return value;
    }
    throw new MissingException(
        "has the value " + value + " for metric=" + text + ", which must be above 0");
  }

  /** The last match, for summaries come last; of standard output first. */
  private String matched(Pattern wanted, String out, String err) throws MissingException {
    String found = last(wanted, out).or(() -> last(wanted, err)).orElse("");
    if (found.isEmpty()) {
      throw new MissingException("wrote nothing that metric=" + text + " matches");
    }
    return found;
  }

  private static Optional<String> last(Pattern wanted, String where) {
    Matcher m = wanted.matcher(where);
    Optional<String> found = Optional.empty();
    while (m.find()) {
      found = Optional.ofNullable(m.group(1)).or(Optional::empty);
    }
    return found;
  }

  private double quantity(String found) throws MissingException {
    Optional<Quantity> quantity = Quantity.parse(found);
    if (quantity.isEmpty()) {
      throw new MissingException("wrote '" + brief(found) + "' for metric=" + text + ", no number");
    }
    OptionalDouble value = quantity.get().in(bare, unit);
    if (value.isEmpty()) {
      throw new MissingException(
          "wrote '"
              + brief(found)
              + "' for metric="
              + text
              + ", which is not in "
              + unit.text()
              + "; set -p unit=");
    }
    return value.getAsDouble();
  }

  private double at(JsonPointer where, String out) throws MissingException {
    JsonNode all;
    try {
      all = MAPPER.readTree(out);
    } catch (JsonProcessingException e) {
      throw new MissingException(
          "wrote no JSON, as metric="
              + text
              + " needs: "
              + brief(e.getOriginalMessage().lines().findFirst().orElse("")));
    }
    JsonNode node = all.at(where);
    if (node.isNumber()) {
      return bare.in(unit, node.doubleValue()).orElseThrow();
    }
    if (node.isTextual()) {
      return quantity(node.textValue());
    }
    throw new MissingException(
        node.isMissingNode()
            ? "wrote JSON without " + where
            : "wrote JSON that has no number at " + where);
  }

  private static String brief(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
