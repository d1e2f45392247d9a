package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.framework.stats.Interval;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Shift;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.report.ComparisonSections.Section;

/** A comparison as one {@link HtmlPage}: the outcome first, then a plot and a table a section. */
final class ComparisonPage {
  /** Rows of a forest plot before these would be the baseline and the null arm. */
  private static final int FIRST_ROW = 2;

  private final ComparisonResults results;
  private final ArmNames names;
  private final ArrayNode plots = JsonNodeFactory.instance.arrayNode();

  private ComparisonPage(ComparisonResults results) {
    this.results = results;
    this.names = ComparisonSections.names(results);
  }

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    return new ComparisonPage(results).render(gate);
  }

  private String render(Optional<Gate.Result> gate) {
    Map<String, Object> m = new HashMap<>();
    m.put("title", Plain.text(ComparisonWords.question(results)));
    m.put("outcome", ComparisonWords.summary(results));
    m.put("gates", gate.map(ComparisonPage::gate).stream().toList());
    m.put("distrust", results.distrust().stream().map(names::in).toList());
    List<Map<String, String>> sides = new ArrayList<>();
    sides.add(side("base", results.base()));
    results.others().forEach(s -> sides.add(side("new", s)));
    names.objects().forEach(o -> sides.add(Map.of("head", "Object", "text", o)));
    m.put("sides", sides);
    m.put("sections", ComparisonSections.of(results).stream().map(this::section).toList());
    m.put("notes", results.warnings().stream().map(w -> names.in(w.text())).toList());
    m.put("hasNotes", !results.warnings().isEmpty());
    m.put("legend", ComparisonWords.legend(results));
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("cases", plots);
    return HtmlPage.of("compare", m, ChartData.safeInScript(data));
  }

  private static Map<String, String> gate(Gate.Result g) {
    return Map.of(
        "text",
        Plain.text(ComparisonWords.gate(g)),
        "style",
        switch (g.outcome()) {
          case PASS -> "better";
          case REGRESSION, UNTRUSTED -> "worse";
          case UNDECIDED -> "worse-likely";
        });
  }

  private static Map<String, String> side(String role, Side s) {
    return Map.of("head", role, "text", Plain.text(s.label() + ": " + s.names()));
  }

  private Map<String, Object> section(Section s) {
    Map<String, Object> m = new HashMap<>();
    String title = Plain.text(ComparisonWords.title(results, s));
    List<Comparison> drawn = s.rows().stream().filter(c -> c.relative().isPresent()).toList();
    m.put("name", title);
    m.put("measure", Plain.text(ComparisonWords.deltas(s)));
    m.put("hasPlot", !drawn.isEmpty());
    m.put("index", plots.size());
    m.put("label", "Forest plot. " + inWords(s, drawn));
    m.put(
        "table",
        HtmlTable.of(
            "New against base", ComparisonGrids.full(results, s), ComparisonGrids.styles(s)));
    m.put("hasNotes", !s.notes().isEmpty());
    m.put("notes", s.notes().stream().map(n -> n.line()).toList());
    plot(s, drawn);
    return m;
  }

  private void plot(Section s, List<Comparison> drawn) {
    ObjectNode plot = plots.addObject();
    plot.put("delta", drawn.stream().mapToDouble(c -> 100 * c.subject().delta()).max().orElse(1));
    ArrayNode rows = plot.putArray("arms");
    for (Comparison c : drawn) {
      Shift own = new Direction(c.subject().higherIsBetter()).fraction(c.relative().orElseThrow());
      ObjectNode row = rows.addObject();
      row.put("index", FIRST_ROW);
      row.put("id", s.name(c));
      row.put("verdict", ComparisonWords.verdict(c));
      row.put("text", ComparisonNumbers.percent(c) + " %");
      row.put("percent", ChartData.drawn(100 * own.estimate()));
      Optional<Interval> interval = own.interval();
      row.put("low", interval.map(i -> ChartData.drawn(100 * i.low())).orElse(null));
      row.put("high", interval.map(i -> ChartData.drawn(100 * i.high())).orElse(null));
    }
  }

  private static String inWords(Section s, List<Comparison> drawn) {
    return drawn.stream()
        .map(
            c ->
                s.name(c) + " " + ComparisonNumbers.percent(c) + " % " + ComparisonWords.verdict(c))
        .collect(Collectors.joining("; "));
  }
}
