package org.hookbench.tool.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.PairedDifferences;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.RunData;

/** What the HTML report's template is filled with. */
final class HtmlModel {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunResults results;
  private final Titles titles;
  private final String confidence;

  private HtmlModel(RunResults results) {
    this.results = results;
    this.titles = new Titles(results);
    this.confidence = String.format(Locale.ROOT, "%.0f %%", 100 * results.confidence());
  }

  static Map<String, Object> of(RunResults results) {
    return new HtmlModel(results).model();
  }

  /** The cases of a model, in the order of the results'. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> cases(Map<String, Object> model) {
    return (List<Map<String, Object>>) model.getOrDefault("cases", List.of());
  }

  private Map<String, Object> model() {
    RunData run = results.run();
    Map<String, Object> m = new HashMap<>();
    m.put(
        "title",
        results.cases().stream()
            .map(c -> c.bench().workload())
            .distinct()
            .map(Plain::text)
            .collect(Collectors.joining(", ")));
    m.put(
        "subtitle",
        (TIME.format(Instant.ofEpochMilli(run.startedMillis())) + " " + titles.shared()).strip());
    m.put("alarms", Alarms.of(results));
    m.put("summary", Answer.of(results).map(HtmlModel::summary).stream().toList());
    m.put("confidence", confidence);
    m.put("comparisons", results.comparisons());
    m.put("hasCases", !results.cases().isEmpty());
    List<Map<String, Object>> cases = new ArrayList<>();
    for (CaseResult c : results.cases()) {
      cases.add(bench(c, cases.size()));
    }
    m.put("cases", cases);
    m.put("machine", HtmlPage.machine(run.machine()));
    m.put("footer", footer(run));
    return m;
  }

  private static String footer(RunData run) {
    return String.format(
        Locale.ROOT,
        "HookBench %s, seed %d, %.0f s. %sArguments: %s",
        Plain.text(run.version()),
        run.design().seed(),
        run.wallNanos() / 1e9,
        run.cases().isEmpty() ? "" : Legend.slices(run) + ". ",
        run.arguments().isEmpty() ? "none" : Plain.text(String.join(" ", run.arguments())));
  }

  private Map<String, Object> bench(CaseResult c, int index) {
    CaseData data = results.data(c);
    Map<String, Object> m = new HashMap<>();
    List<String> notes = Notes.of(c);
    m.put("index", index);
    m.put("name", titles.of(c));
    m.put("metric", c.metric().name() + " in " + c.metric().unit());
    m.put("measure", titles.measure(c));
    m.put("delta", Numbers.chosen(100 * c.delta()));
    m.put("trusted", c.isTrusted());
    m.put("distrust", c.distrust().stream().map(ArmNames.of(c)::in).toList());
    m.put(
        "comparison",
        HtmlTable.of(
            "Comparison with none",
            Grids.full(c, results.confidence()),
            c.arms().stream().map(Verdicts::styleName).toList()));
    m.put("hasNotes", !notes.isEmpty());
    m.put("notes", notes);
    m.put("hasLatency", c.baseline().latency().isPresent());
    if (c.baseline().latency().isPresent()) {
      m.put("latency", HtmlTable.of("Latency, us", Grids.latency(c)));
      m.put("tails", HtmlTable.of("Latency against none, %", Grids.tails(c)));
      m.put("tailsNote", Grids.tailsNote(c));
    }
    WhereItGoes parts = new WhereItGoes(c);
    m.put("hasParts", !parts.isEmpty());
    m.put("parts", HtmlTable.of("Where it goes", parts.grid()));
    m.put("partsNote", parts.note());
    m.put("drift", HtmlTable.of("Drift of the difference", Grids.drift(c)));
    m.put("variance", HtmlTable.of("Variance", Grids.variance(c)));
    m.put("varianceNote", Grids.varianceNote(c));
    m.put("traffic", HtmlTable.of("Evidence", Grids.traffic(c)));
    m.put("trafficNote", Grids.trafficNote(c));
    int cyclesAPoint = PairedDifferences.cyclesAPoint(data, ChartData.DRIFT_POINTS);
    m.put(
        "thinned",
        cyclesAPoint == 1 ? "" : "; a point is the median of " + cyclesAPoint + " cycles");
    m.put("forestLabel", "Forest plot. " + inWords(c));
    m.put(
        "latencyLabel",
        "Latency against none at each quantile, a panel for each hook; table beside it");
    m.put("driftLabel", "Differences over the run, a line for each hook; table beside it");
    return m;
  }

  private static String inWords(CaseResult c) {
    ArmNames names = ArmNames.of(c);
    return c.arms().stream()
        .filter(a -> a.effect().isPresent())
        .map(
            a ->
                names.of(a.arm())
                    + " "
                    + Numbers.effect(Direction.of(c.metric()), a.effect().orElseThrow())
                    + " % "
                    + Verdicts.full(a, c.metric()))
        .collect(Collectors.joining("; "));
  }

  /** The summary as its template takes it; workloads link to their sections. */
  private static Map<String, Object> summary(Summary s) {
    List<Map<String, Object>> cases = new ArrayList<>();
    for (Summary.Case c : s.cases()) {
      cases.add(
          Map.of(
              "index", cases.size(),
              "name", c.name(),
              "value", c.value(),
              "unit", c.unit(),
              "costs", c.costs().stream().map(HtmlModel::cost).toList()));
    }
    return Map.of(
        "question",
        s.title(),
        "limits",
        s.limits(),
        "heads",
        s.heads().stream().skip(1).toList(),
        "benches",
        cases,
        "lines",
        s.lines());
  }

  private static Map<String, Object> cost(Summary.Cost c) {
    return Map.of(
        "name", HtmlTable.breakable(c.name()),
        "isPart", c.isPart(),
        "cost", c.cost(),
        "interval", c.interval(),
        "change", c.change(),
        "answer", c.answer(),
        "style", c.style());
  }
}
