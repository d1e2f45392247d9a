package org.hookbench.flame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import one.convert.Arguments;
import org.hookbench.profile.Stacks;

/**
 * Flame graphs, drawn by async-profiler's converter.
 *
 * @see <a
 *     href="https://github.com/async-profiler/async-profiler/blob/master/docs/ConverterUsage.md">
 *     its documentation</a>
 */
public final class FlameGraphs {
  /** Frames below this share of an arm's time are left out, %: they are too narrow to be seen. */
  public static final double NARROWEST = 0.1;

  /** What the page has above and below the graph itself, CSS pixels. */
  private static final int MARGINS = 70;

  private static final Pattern HEIGHT =
      Pattern.compile("#canvas \\{width: 100%; height: (\\d+)px}");
  private static final String NAMES = "\nconst cpool = [";

  private FlameGraphs() {}

  /**
   * An arm's graph; widths are samples.
   *
   * @param arm its id
   * @param workload what it did
   */
  public static FlameGraph of(String arm, String workload, Stacks stacks) {
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s: %.0f ns CPU time an operation, %,d samples",
            arm,
            workload,
            stacks.nanosPerOperation(),
            stacks.samples());
    return drawn(parsed(FoldedFile.text(stacks), title));
  }

  /**
   * A hook's graph, coloured by what differs: red where a frame itself takes more time than in the
   * baseline or is new, blue where less, grey where as much. Widths are the hook's ns per 1000
   * operations; what only the baseline has is not in it.
   *
   * @param arm the hook's arm
   * @param workload what both did
   */
  public static FlameGraph difference(String arm, String workload, Stacks baseline, Stacks hook) {
    String title =
        String.format(
            Locale.ROOT,
            "%s less none, %s: %+.0f ns CPU time an operation (%.0f, %.0f), %,d and %,d samples",
            arm,
            workload,
            hook.nanosPerOperation() - baseline.nanosPerOperation(),
            hook.nanosPerOperation(),
            baseline.nanosPerOperation(),
            hook.samples(),
            baseline.samples());
    StringBuilder without = new StringBuilder();
    StringBuilder with = new StringBuilder();
    FoldedFile.pairs(baseline, hook)
        .forEach(
            (stack, p) -> {
              // 0 where the baseline has none: the converter would give new frames a colour of
              // their own, and judge the depth of red by noise alone
              without.append(stack).append(' ').append(p.baseline()).append('\n');
              if (p.hook() > 0) {
                with.append(stack).append(' ').append(p.hook()).append('\n');
              }
            });
    one.convert.FlameGraph graph = parsed(with.toString(), title);
    graph.diff(parsed(without.toString(), title));
    FlameGraph drawn = drawn(graph);
    return new FlameGraph(
        drawn.html().replace("' samples'", "' ns per " + FoldedFile.OPERATIONS + " operations'"),
        drawn.height());
  }

  private static one.convert.FlameGraph parsed(String folded, String title) {
    Arguments arguments = new Arguments();
    arguments.minwidth = NARROWEST;
    arguments.title = title.replace("&", "&amp;").replace("<", "&lt;");
    one.convert.FlameGraph graph = new one.convert.FlameGraph(arguments);
    try {
      graph.parseCollapsed(new StringReader(folded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return graph;
  }

  private static FlameGraph drawn(one.convert.FlameGraph graph) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      graph.dump(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String html = out.toString(StandardCharsets.UTF_8);
    Matcher m = HEIGHT.matcher(html);
    if (!m.find()) {
      throw new IllegalStateException("the converter's page has another form than that of 4.5");
    }
    return new FlameGraph(safe(html), Integer.parseInt(m.group(1)) + MARGINS);
  }

  /** No name of a function or a thread ends the script that it stands in. */
  private static String safe(String html) {
    int from = html.indexOf(NAMES);
    int to = html.indexOf("\n];", from);
    String names = html.substring(from, to).replace("</", "<\\/").replace("<!", "<\\!");
    return html.substring(0, from) + names + html.substring(to);
  }
}
