package org.hookbench.tool.flame;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.profile.Stacks;

/**
 * The text of folded stacks, a line a stack, as {@code flamegraph.pl}, speedscope and
 * async-profiler read it: {@code a;b;c 12}, in samples. For a difference the two columns of {@code
 * difffolded.pl}, {@code a;b;c 10 12}: without and with the hook, in ns of CPU time for {@link
 * #operations} operations, so that arms which did not do the same number of operations compare.
 *
 * @see <a href="https://github.com/brendangregg/FlameGraph">FlameGraph</a>
 */
public final class FoldedFile {
  private static final long FEWEST_OPERATIONS = 1000;

  /** With so much for all stacks together, whole numbers are exact to a millionth. */
  private static final double LEAST_NANOS = 1e6;

  private static final Pattern ONE = Pattern.compile("(.*\\S) +(\\d{1,18})");
  private static final Pattern TWO = Pattern.compile("(.*\\S) +(\\d{1,18}) +(\\d{1,18})");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * What a stack has in a difference.
   *
   * @param baseline without the hook
   * @param hook with it
   */
  public record Pair(long baseline, long hook) {
    private Pair plus(Pair other) {
      return new Pair(baseline + other.baseline, hook + other.hook);
    }
  }

  private FoldedFile() {}

  /** An arm's stacks, in samples. */
  public static String text(Stacks stacks) {
    StringBuilder out = new StringBuilder();
    stacks.folded().forEach((s, n) -> out.append(line(s)).append(' ').append(n).append('\n'));
    return out.toString();
  }

  /** A hook's stacks beside the baseline's. */
  public static String text(Stacks baseline, Stacks hook) {
    StringBuilder out = new StringBuilder();
    pairs(baseline, hook)
        .forEach((s, p) -> out.append(s + ' ' + p.baseline() + ' ' + p.hook() + '\n'));
    return out.toString();
  }

  /** Samples a stack. */
  public static SortedMap<String, Long> read(String text) throws IOException {
    SortedMap<String, Long> stacks = new TreeMap<>();
    for (String line : text.split("\n")) {
      if (!line.isBlank()) {
        Matcher m = matched(ONE, line, "a folded stack: frames by semicolons, then a count");
        stacks.merge(m.group(1), Long.parseLong(m.group(2)), Long::sum);
      }
    }
    return stacks;
  }

  /** The two columns of a difference. */
  public static SortedMap<String, Pair> readPairs(String text) throws IOException {
    SortedMap<String, Pair> stacks = new TreeMap<>();
    for (String line : text.split("\n")) {
      if (!line.isBlank()) {
        Matcher m =
            matched(TWO, line, "a folded difference: frames by semicolons, then two counts");
        stacks.merge(
            m.group(1),
            new Pair(Long.parseLong(m.group(2)), Long.parseLong(m.group(3))),
            Pair::plus);
      }
    }
    return stacks;
  }

  /**
   * The operations that a difference's columns are for: the least power of ten from a thousand on
   * that makes whole numbers of ns fine enough.
   */
  public static long operations(Stacks baseline) {
    long operations = FEWEST_OPERATIONS;
    while (operations < 1e12 && baseline.nanosPerOperation() * operations < LEAST_NANOS) {
      operations *= 10;
    }
    return operations;
  }

  /** Every stack of either side, in one line. */
  static SortedMap<String, Pair> pairs(Stacks baseline, Stacks hook) {
    long operations = operations(baseline);
    SortedMap<String, Pair> pairs = new TreeMap<>();
    baseline
        .folded()
        .forEach(
            (s, n) ->
                pairs.merge(line(s), new Pair(nanos(n, baseline, operations), 0), Pair::plus));
    hook.folded()
        .forEach(
            (s, n) -> pairs.merge(line(s), new Pair(0, nanos(n, hook, operations)), Pair::plus));
    return pairs;
  }

  private static long nanos(long samples, Stacks of, long operations) {
    return Math.round(samples * of.periodNanos() * operations / Math.max(1, of.operations()));
  }

  /** A stack that stays on its line, whatever a thread called itself. */
  static String line(String stack) {
    return CONTROL.matcher(stack).replaceAll("?");
  }

  private static Matcher matched(Pattern pattern, String line, String what) throws IOException {
    Matcher m = pattern.matcher(line.strip());
    if (!m.matches()) {
      throw new IOException("not " + what + ": " + line);
    }
    return m;
  }
}
