package org.hookbench.tool.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hookbench.framework.experiment.CaseProfile;
import org.hookbench.framework.profile.ArmProfile;
import org.hookbench.framework.profile.Series;

/** What the charts of a profile's series are drawn from: a chart a column, a line an arm. */
final class SeriesData {
  /** Points of a line: more can't be distinguished. */
  static final int POINTS = 200;

  private SeriesData() {}

  /**
   * Adds a case's charts.
   *
   * @return what each of them shows, e.g. {@code "tcpinfo: cwnd, segments"}
   */
  static List<String> add(CaseProfile profile, ArrayNode charts) {
    List<String> titles = new ArrayList<>();
    profile
        .profiles()
        .forEach(
            (profiler, arms) -> {
              List<String> columns =
                  arms.stream()
                      .flatMap(a -> Stream.ofNullable(a.series()))
                      .map(Series::columns)
                      .findFirst()
                      .orElse(List.of());
              for (int c = 1; c < columns.size(); c++) {
                ObjectNode chart = charts.addObject();
                chart.put("title", Plain.text(columns.get(c)));
                lines(profile, arms, c, chart.putArray("arms"));
                titles.add(Plain.text(profiler + ": " + columns.get(c)));
              }
            });
    return titles;
  }

  private static void lines(
      CaseProfile profile, List<ArmProfile> arms, int column, ArrayNode lines) {
    ArmNames names = ArmNames.ofArms(profile.arms());
    for (int i = 0; i < arms.size(); i++) {
      Series series = arms.get(i).series();
      if (series != null) {
        ObjectNode line = lines.addObject();
        line.put("index", i);
        line.put("id", names.of(profile.arms().get(i)));
        points(series, column, line.putArray("forks"));
      }
    }
  }

  /** Each fork's points, evenly thinned; the time goes back where a fork begins. */
  private static void points(Series series, int column, ArrayNode forks) {
    List<double[]> rows = series.rows();
    int stride = (rows.size() + POINTS - 1) / POINTS;
    double last = Double.POSITIVE_INFINITY;
    ArrayNode fork = null;
    for (int r = 0; r < rows.size(); r += stride) {
      double[] row = rows.get(r);
      if (fork == null || row[0] < last) {
        fork = forks.addArray();
      }
      last = row[0];
      if (Double.isFinite(row[0]) && Double.isFinite(row[column])) {
        fork.addArray().add(ChartData.drawn(row[0])).add(ChartData.drawn(row[column]));
      }
    }
  }
}
