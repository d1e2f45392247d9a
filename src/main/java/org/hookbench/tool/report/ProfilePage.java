package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.tool.flame.FlameGraph;
import org.hookbench.tool.flame.FlameGraphs;

/**
 * A profiled run as one {@link HtmlPage}: what each hook costs, and for each the flame graph that
 * explains it. A graph is a page of its own in a frame that may run scripts and nothing else; it is
 * made when it comes into view, so that many of them do not delay the page.
 */
public final class ProfilePage {
  private static final int FRAMES = 12;
  private static final int SHRUNK = 5;

  private final RunResults results;
  private final List<String> graphs = new ArrayList<>();
  private final ObjectNode data;
  private final ArrayNode charts;

  private ProfilePage(RunResults results) {
    this.results = results;
    data = ChartData.tree(results);
    charts = data.putArray("series");
  }

  /** The whole page. */
  public static String of(RunResults results, List<CaseProfile> profiles) {
    return new ProfilePage(results).render(profiles);
  }

  private String render(List<CaseProfile> profiles) {
    Map<String, Object> m = new HashMap<>(HtmlModel.of(results));
    List<Map<String, Object>> cases = new ArrayList<>();
    for (CaseProfile p : profiles) {
      Map<String, Object> bench = new HashMap<>();
      Optional<CaseResult> result = Explained.result(p, results);
      bench.put("compared", false);
      bench.put("index", results.cases().size() + cases.size());
      bench.put("name", Plain.text(p.bench().workload()));
      result.ifPresent(
          r -> {
            bench.putAll(HtmlModel.cases(m).get(results.cases().indexOf(r)));
            bench.put("compared", true);
          });
      profile(p, result, bench);
      cases.add(bench);
    }
    m.put("profiles", cases);
    m.put("graphs", graphs);
    m.put("mostFrames", FlameGraphs.MOST_FRAMES);
    m.put("narrowest", Numbers.chosen(100 * FlameGraphs.NARROWEST));
    return HtmlPage.of("profile", m, ChartData.safeInScript(data));
  }

  private void profile(CaseProfile p, Optional<CaseResult> result, Map<String, Object> bench) {
    List<Explained> arms = Explained.of(p, result);
    String name = (String) bench.getOrDefault("name", "");
    String operation = arms.isEmpty() ? "" : arms.get(0).operation().name();
    bench.put("hasStacks", !arms.isEmpty());
    bench.put(
        "agreement",
        HtmlTable.of("Frames against effect, ns/" + operation, ProfileGrids.agreement(arms)));
    bench.put("agreementNote", ProfileGrids.AGREEMENT_NOTE);
    bench.put(
        "samples",
        HtmlTable.of("Samples; CPU time in ns/" + operation, ProfileGrids.samples(arms)));
    ArmNames names = ArmNames.ofArms(p.arms());
    bench.put(
        "hooks",
        arms.stream()
            .filter(Explained::isHook)
            .map(e -> hook(e, names.of(e.arm()), name))
            .toList());
    if (!arms.isEmpty()) {
      bench.put(
          "baselineGraph", graph(FlameGraphs.of("none", name, operation, arms.get(0).baseline())));
    }
    Grid figures = ProfileGrids.figures(p, 0, p.arms().size());
    bench.put("hasFigures", !figures.rows().isEmpty());
    bench.put("figures", HtmlTable.of("Figures of the profilers", figures));
    List<Map<String, Object>> series = new ArrayList<>();
    int first = charts.size();
    for (String title : SeriesData.add(p, charts)) {
      series.add(Map.of("chart", first + series.size(), "title", title));
    }
    bench.put("hasSeries", !series.isEmpty());
    bench.put("series", series);
  }

  private Map<String, Object> hook(Explained e, String arm, String workload) {
    String operation = e.operation().name();
    Map<String, Object> m = new HashMap<>();
    m.put("arm", arm);
    m.put("sentence", ProfileGrids.sentence(e));
    m.put(
        "grown",
        HtmlTable.of(
            arm + ": functions that grew most, ns/" + operation,
            ProfileGrids.growth(e.self(), e.self().grown(FRAMES))));
    Grid doubled = ProfileGrids.growth(e.total(), e.total().doubled(FRAMES));
    m.put("hasDoubled", !doubled.rows().isEmpty());
    m.put(
        "doubled",
        HtmlTable.of(
            arm + ": functions that at least doubled, with all that they call, ns/" + operation,
            doubled));
    Grid shrunk = ProfileGrids.growth(e.self(), e.self().shrunk(SHRUNK));
    m.put("hasShrunk", !shrunk.rows().isEmpty());
    m.put("shrunk", HtmlTable.of(arm + ": functions that shrank, ns/" + operation, shrunk));
    m.put("growthNote", ProfileGrids.GROWTH_NOTE);
    m.put(
        "difference",
        graph(FlameGraphs.difference(arm, workload, operation, e.baseline(), e.stacks())));
    m.put("plain", graph(FlameGraphs.of(arm, workload, operation, e.stacks())));
    return m;
  }

  private Map<String, Object> graph(FlameGraph graph) {
    graphs.add(ChartData.safeInScript(TextNode.valueOf(graph.html())));
    return Map.of("number", graphs.size() - 1, "height", graph.height());
  }
}
