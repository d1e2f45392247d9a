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
import org.hookbench.tool.fleet.FleetCase;
import org.hookbench.tool.fleet.FleetEffect;
import org.hookbench.tool.fleet.FleetHook;
import org.hookbench.tool.fleet.FleetResults;

/** A fleet as one {@link HtmlPage}: a forest plot a hook, a row of it a machine, and the tables. */
final class FleetPage {
  /** Rows of a forest plot before these would be the baseline and the null arm. */
  private static final int FIRST_ROW = 2;

  private final FleetResults results;
  private final ArrayNode plots = JsonNodeFactory.instance.arrayNode();

  private FleetPage(FleetResults results) {
    this.results = results;
  }

  static String of(FleetResults results) {
    return new FleetPage(results).render();
  }

  private String render() {
    Titles titles = new Titles(results.cases().stream().map(FleetCase::bench).toList());
    Map<String, Object> m = new HashMap<>();
    m.put("title", results.machines().size() + " machines");
    m.put("subtitle", titles.shared());
    List<Map<String, Object>> cases = new ArrayList<>();
    for (FleetCase c : results.cases()) {
      cases.add(bench(titles, c));
    }
    m.put("cases", cases);
    m.put("hasNotes", !results.notes().isEmpty());
    m.put("notes", results.notes().stream().map(Plain::text).toList());
    m.put("legend", FleetGrids.legend(results));
    m.put("machines", HtmlTable.of("The newest run of each", FleetGrids.machines(results)));
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.set("cases", plots);
    return HtmlPage.of("fleet", m, ChartData.safeInScript(data));
  }

  private Map<String, Object> bench(Titles titles, FleetCase c) {
    Map<String, Object> m = new HashMap<>();
    m.put("name", titles.of(c.bench()));
    m.put("measure", FleetGrids.measure(c));
    m.put("delta", Numbers.chosen(100 * c.delta()));
    List<Map<String, Object>> hooks = new ArrayList<>();
    ArmNames names = FleetGrids.names(c);
    for (FleetHook h : c.hooks()) {
      hooks.add(
          Map.of(
              "index", plots.size(),
              "hook", names.ofId(h.name()),
              "label", "Forest plot of " + names.ofId(h.name()) + ". " + inWords(c, h)));
      plot(plots.addObject(), c, h);
    }
    m.put("hooks", hooks);
    m.put(
        "effects",
        HtmlTable.of(
            "Effect on each machine, and over all",
            FleetGrids.effects(results, c),
            FleetGrids.styles(c)));
    m.put("between", HtmlTable.of("Between the machines", FleetGrids.between(results, c)));
    return m;
  }

  private void plot(ObjectNode plot, FleetCase c, FleetHook h) {
    Direction own = Direction.of(c.metric());
    plot.put("delta", 100 * c.delta());
    ArrayNode rows = plot.putArray("arms");
    for (FleetEffect e : h.effects()) {
      e.arm()
          .effect()
          .filter(effect -> effect.estimate().isPresent())
          .ifPresent(
              effect ->
                  row(
                      rows,
                      FIRST_ROW,
                      e.machine(),
                      own.log(effect.estimate().getAsDouble()),
                      own.log(effect.interval()),
                      Verdicts.full(e.arm(), c.metric())));
    }
    h.summary()
        .ifPresent(
            s ->
                row(
                    rows,
                    FIRST_ROW + 1,
                    "all " + s.machines(),
                    own.log(s.estimate()),
                    own.log(Optional.of(s.interval(results.confidence()))),
                    Verdicts.word(h.verdict(), c.metric().unit())));
  }

  private static void row(
      ArrayNode rows,
      int colour,
      String name,
      double log,
      Optional<Interval> interval,
      String verdict) {
    ObjectNode row = rows.addObject();
    row.put("index", colour);
    row.put("id", Plain.text(name));
    row.put("verdict", verdict);
    row.put("text", Numbers.effect(log, interval));
    row.put("percent", ChartData.drawn(Effect.percent(log)));
    row.put("low", interval.map(i -> ChartData.drawn(Effect.percent(i.low()))).orElse(null));
    row.put("high", interval.map(i -> ChartData.drawn(Effect.percent(i.high()))).orElse(null));
  }

  private String inWords(FleetCase c, FleetHook h) {
    Direction own = Direction.of(c.metric());
    String machines =
        h.effects().stream()
            .map(
                e ->
                    Plain.text(e.machine())
                        + " "
                        + e.arm().effect().map(x -> Numbers.effect(own, x)).orElse("no change")
                        + " %")
            .collect(Collectors.joining("; "));
    return machines
        + h.summary()
            .map(
                s ->
                    "; over all "
                        + Numbers.effect(
                            own.log(s.estimate()),
                            own.log(Optional.of(s.interval(results.confidence()))))
                        + " %")
            .orElse("");
  }
}
