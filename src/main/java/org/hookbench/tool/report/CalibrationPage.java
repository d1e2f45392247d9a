package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.framework.calibration.Calibration;
import org.hookbench.framework.calibration.Injection;

/** A calibration as one {@link HtmlPage}: a plot of claimed against true, and the table. */
public final class CalibrationPage {
  private CalibrationPage() {}

  /** The whole page. */
  public static String of(Calibration c) {
    Map<String, Object> m = new HashMap<>();
    m.put("title", "Calibration");
    m.put("subtitle", HtmlModel.TIME.format(Instant.ofEpochMilli(c.startedMillis())));
    m.put("verdict", CalibrationReport.verdict(c));
    m.put("style", style(c.isPassed()));
    m.put("nulls", CalibrationReport.nulls(c));
    m.put("label", "Plot of claimed against true. " + inWords(c));
    List<String> styles =
        c.injections().stream().map(i -> i.isJudged() ? style(i.isRecovered()) : "").toList();
    m.put("table", HtmlTable.of(CalibrationReport.title(), CalibrationReport.grid(c), styles));
    m.put("machine", HtmlPage.machine(c.machine()));
    return HtmlPage.of("calibration", m, data(c));
  }

  private static String data(Calibration c) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode injections = root.putArray("cases").addObject().putArray("injections");
    for (Injection i : c.injections()) {
      ObjectNode n = injections.addObject();
      n.put("account", ChartData.drawn(i.accountedNanos()));
      n.put("recovered", ChartData.drawn(i.recoveredNanos()));
      n.put("low", ChartData.drawn(i.interval().low()));
      n.put("high", ChartData.drawn(i.interval().high()));
      n.put("tolerance", i.tolerance());
      n.put("judged", i.isJudged());
      n.put("passed", i.isRecovered());
      n.put("text", inWords(i));
    }
    return ChartData.safeInScript(root);
  }

  private static String inWords(Calibration c) {
    return c.injections().stream().map(CalibrationPage::inWords).collect(Collectors.joining("; "));
  }

  private static String inWords(Injection i) {
    return "asked "
        + i.askedNanos()
        + " ns: the kernel's account "
        + Numbers.value(i.accountedNanos())
        + ", cost found "
        + Numbers.value(i.recoveredNanos());
  }

  private static String style(boolean passed) {
    return passed ? "better" : "worse";
  }
}
