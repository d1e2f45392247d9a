package org.hookbench.tool.flame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import one.convert.Arguments;
import org.hookbench.framework.profile.Stacks;

/**
 * Flame graphs, drawn by async-profiler's converter.
 *
 * @see <a
 *     href="https://github.com/async-profiler/async-profiler/blob/master/docs/ConverterUsage.md">
 *     its documentation</a>
 */
public final class FlameGraphs {
  /** Frames of a graph that are drawn all of them. */
  public static final int MOST_FRAMES = 2000;

  /**
   * Where there are more, those below this share of the time are counted to the frame that called
   * them: they are too narrow to be seen.
   */
  public static final double NARROWEST = 0.001;

  /** What the page has above and below the graph itself, CSS pixels. */
  private static final int MARGINS = 115;

  /** Functions that are outlined. */
  private static final int MOST_MARKED = 40;

  private static final Pattern HEIGHT =
      Pattern.compile("#canvas \\{width: 100%; height: (\\d+)px}");
  private static final String NAMES = "\nconst cpool = [";

  private FlameGraphs() {}

  /**
   * An arm's graph; widths are samples.
   *
   * @param arm its id
   * @param workload what it did
   * @param operation what an operation of it is
   */
  public static FlameGraph of(String arm, String workload, String operation, Stacks stacks) {
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s: %s ns/%s, %,d samples",
            arm,
            workload,
            nanos(stacks),
            operation,
            stacks.samples());
    SortedMap<String, FoldedFile.Pair> samples = new TreeMap<>();
    stacks
        .folded()
        .forEach((stack, n) -> samples.put(FoldedFile.line(stack), new FoldedFile.Pair(0, n)));
    double nanos = stacks.periodNanos() / Math.max(1, stacks.operations());
    return drawn(
        parsed(seen(samples), FoldedFile.Pair::hook, title),
        new Own(operation, nanos, false, List.of()));
  }

  /**
   * A hook's graph, coloured by what differs: red where a frame itself takes more time than in the
   * baseline or is new, blue where less, grey where as much or where the difference may be chance.
   * Widths are the hook's time; what only the baseline has is not in it. Outlined are the frames of
   * the hook: the BPF programs and what at least doubled with all that it calls.
   *
   * @param arm the hook's arm
   * @param workload what both did
   * @param operation what an operation of it is
   */
  public static FlameGraph difference(
      String arm, String workload, String operation, Stacks baseline, Stacks hook) {
    String title =
        String.format(
            Locale.ROOT,
            "%s against none, %s: %s, %s ns/%s; %,d, %,d samples",
            arm,
            workload,
            nanos(hook),
            nanos(baseline),
            operation,
            hook.samples(),
            baseline.samples());
    SortedMap<String, FoldedFile.Pair> pairs = seen(withoutChance(baseline, hook));
    // every stack, also with 0, goes to both: the converter would give new frames a colour of their
    // own, and judge the depth of red by noise alone
    one.convert.FlameGraph graph = parsed(pairs, FoldedFile.Pair::hook, title);
    graph.diff(parsed(pairs, FoldedFile.Pair::baseline, title));
    List<String> marks =
        Growth.total(baseline, hook).doubled(MOST_MARKED).stream()
            .map(g -> g.frame().name())
            .distinct()
            .toList();
    return drawn(graph, new Own(operation, 1.0 / FoldedFile.operations(baseline), true, marks));
  }

  /**
   * Both sides, alike where the function that the time is in did not grow or shrink for certain.
   */
  private static SortedMap<String, FoldedFile.Pair> withoutChance(Stacks baseline, Stacks hook) {
    Map<Frame, FrameGrowth> growth =
        Growth.self(baseline, hook).frames().stream()
            .collect(Collectors.toMap(FrameGrowth::frame, g -> g));
    SortedMap<String, FoldedFile.Pair> pairs = FoldedFile.pairs(baseline, hook);
    pairs.replaceAll(
        (stack, p) -> {
          Frame frame = Frame.of(stack.substring(stack.lastIndexOf(Stacks.SEPARATOR) + 1));
          FrameGrowth g = growth.get(frame);
          boolean certain =
              g != null
                  && g.isBeyondNoise()
                  && Math.signum(g.growth()) == Math.signum((double) p.hook() - p.baseline());
          return certain ? p : new FoldedFile.Pair(p.hook(), p.hook());
        });
    return pairs;
  }

  private static String nanos(Stacks stacks) {
    double nanos = stacks.nanosPerOperation();
    return String.format(Locale.ROOT, nanos < 100 ? "%.3g" : "%.0f", nanos);
  }

  private static SortedMap<String, FoldedFile.Pair> seen(SortedMap<String, FoldedFile.Pair> all) {
    StackTree tree = StackTree.of(all);
    return tree.frames() <= MOST_FRAMES ? all : tree.pruned(NARROWEST);
  }

  private static one.convert.FlameGraph parsed(
      SortedMap<String, FoldedFile.Pair> stacks,
      ToLongFunction<FoldedFile.Pair> side,
      String title) {
    StringBuilder folded = new StringBuilder();
    stacks.forEach((s, p) -> folded.append(s + ' ' + side.applyAsLong(p) + '\n'));
    Arguments arguments = new Arguments();
    arguments.title = title.replace("&", "&amp;").replace("<", "&lt;");
    one.convert.FlameGraph graph = new one.convert.FlameGraph(arguments);
    try {
      graph.parseCollapsed(new StringReader(folded.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return graph;
  }

  /**
   * What our script needs to know.
   *
   * @param operation what figures are for
   * @param nanos of a graph's unit, for an operation
   * @param difference whether it is one against the baseline
   * @param marks names of the hook's functions
   */
  private record Own(String operation, double nanos, boolean difference, List<String> marks) {
    /** As JSON that can't end the script element that it stands in. */
    String json() {
      try {
        return new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "operation", operation,
                    "nanos", nanos,
                    "difference", difference,
                    "marks", marks))
            .replace("<", "\\u003c");
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e); // plain values
      }
    }
  }

  private static FlameGraph drawn(one.convert.FlameGraph graph, Own own) {
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
    // in a frame of another page the link would take the graph's place
    String elsewhere = html.replace("<a href=", "<a target='_blank' href=");
    String ours =
        "<script>\nconst HOOKBENCH = " + own.json() + ";\n" + resource("flame.js") + "</script>\n";
    String page =
        safe(elsewhere)
            .replaceFirst("</style>", Matcher.quoteReplacement(resource("flame.css") + "</style>"));
    int end = page.lastIndexOf("</body>");
    return new FlameGraph(
        page.substring(0, end) + ours + page.substring(end),
        Integer.parseInt(m.group(1)) + MARGINS);
  }

  private static String resource(String name) {
    try (InputStream in = FlameGraphs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No name of a function or a thread ends the script that it stands in. */
  private static String safe(String html) {
    int from = html.indexOf(NAMES);
    int to = html.indexOf("\n];", from);
    String names = html.substring(from, to).replace("</", "<\\/").replace("<!", "<\\!");
    return html.substring(0, from) + names + html.substring(to);
  }
}
