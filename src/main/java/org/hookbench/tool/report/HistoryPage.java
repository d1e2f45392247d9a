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
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Interval;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.history.HistoryPoint;
import org.hookbench.tool.history.HistoryResults;
import org.hookbench.tool.history.HistorySeries;

/** A history as one {@link HtmlPage}: of each series the effects, a row a run, and the tables. */
final class HistoryPage {
  /** The first colour of a chart that is no baseline's; the level behind each change has a next. */
  private static final int FIRST_COLOUR = 2;

  private HistoryPage() {}

  static String of(HistoryResults results, Optional<Gate.Outcome> gate) {
    Titles titles = new Titles(results.series().stream().map(HistorySeries::bench).toList());
    ArrayNode charts = JsonNodeFactory.instance.arrayNode();
    List<Map<String, Object>> series = new ArrayList<>();
    for (HistorySeries s : results.series()) {
      Map<String, Object> m = new HashMap<>();
      m.put("index", charts.size());
      m.put("name", HistoryGrids.title(results, titles, s));
      m.put("measure", HistoryGrids.measure(s));
      m.put("delta", Numbers.chosen(100 * s.delta()));
      m.put("sentences", HistoryGrids.sentences(s));
      m.put("label", "Change in each run. " + inWords(s));
      m.put("points", HtmlTable.of("Each run", HistoryGrids.points(s)));
      series.add(m);
      chart(charts.addObject(), s);
    }
    List<String> notes = HistoryGrids.notes(results);
    Map<String, Object> model = new HashMap<>();
    model.put("title", results.runs().size() + " runs");
    model.put("subtitle", titles.shared());
    model.put("series", series);
    model.put("hasNotes", !notes.isEmpty());
    model.put("notes", notes);
    model.put("gate", gate.map(HistoryGrids::gate).orElse(""));
    model.put("legend", HistoryGrids.legend(results));
    model.put("runs", HtmlTable.of("In the order of their starts", HistoryGrids.runs(results)));
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("cases", charts);
    return HtmlPage.of("history", model, ChartData.safeInScript(data));
  }

  private static void chart(ObjectNode chart, HistorySeries s) {
    chart.put("delta", 100 * s.delta());
    ArrayNode rows = chart.putArray("arms");
    int colour = FIRST_COLOUR;
    for (int i = 0; i < s.points().size(); i++) {
      int at = i;
      colour += s.changes().stream().anyMatch(c -> c.at() == at) ? 1 : 0;
      row(rows.addObject(), s.points().get(i), colour);
    }
  }

  private static void row(ObjectNode row, HistoryPoint p, int colour) {
    Direction own = Direction.of(p.bench().metric());
    double log = own.log(p.effect());
    Optional<Interval> interval = own.log(p.arm().effect().flatMap(Effect::interval));
    row.put("index", colour);
    row.put("id", "run " + p.run().number());
    row.put("verdict", Verdicts.full(p.arm(), p.bench().metric()));
    row.put("text", Numbers.effect(log, interval));
    row.put("percent", ChartData.drawn(Effect.percent(log)));
    row.put("low", interval.map(i -> ChartData.drawn(Effect.percent(i.low()))).orElse(null));
    row.put("high", interval.map(i -> ChartData.drawn(Effect.percent(i.high()))).orElse(null));
  }

  private static String inWords(HistorySeries s) {
    Direction own = Direction.of(s.metric());
    return s.points().stream()
        .map(
            p ->
                "run "
                    + p.run().number()
                    + " "
                    + p.arm().effect().map(e -> Numbers.effect(own, e)).orElse("")
                    + " %")
        .collect(Collectors.joining("; "));
  }
}
