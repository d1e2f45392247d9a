package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.compare.Basis;
import org.hookbench.tool.compare.Comparison;
import org.hookbench.tool.compare.ComparisonResults;

/** What a comparison's table holds: rows of one workload, one side, and one kind of basis. */
final class ComparisonSections {
  private ComparisonSections() {}

  /**
   * One table.
   *
   * @param workload with its parameters
   * @param against the side's label
   * @param raw whether the rows are UNPAIRED values
   * @param rows at least one
   */
  record Section(String workload, String against, boolean raw, List<Comparison> rows) {
    /** For a row's first column: the arm, or another tool's metric. */
    static String name(Comparison c) {
      return switch (c.basis()) {
        case SAMPLES, FEW_SAMPLES -> c.subject().metric();
        case NULL_EFFECTS -> c.subject().arm() + " (noise)";
        case EFFECTS, UNPAIRED_VALUES -> c.subject().arm();
      };
    }

    /** The rows' warnings, a text once. */
    List<Note> notes() {
      Map<String, List<String>> rowsOf = new LinkedHashMap<>();
      for (Comparison c : rows) {
        for (Warning w : c.warnings()) {
          rowsOf.computeIfAbsent(w.text(), t -> new ArrayList<>()).add(name(c));
        }
      }
      List<Note> notes = new ArrayList<>();
      rowsOf.forEach((text, names) -> notes.add(new Note(of(names), text)));
      return notes;
    }

    private String of(List<String> names) {
      return names.size() == rows.size() && names.size() > 1 ? "all" : String.join(", ", names);
    }
  }

  /**
   * A warning.
   *
   * @param rows the names of the rows that it is of
   * @param text one sentence
   */
  record Note(String rows, String text) {
    String line() {
      return rows + ": " + text;
    }
  }

  /** By side, then workload; the declared ones and the noise before the raw. */
  static List<Section> of(ComparisonResults results) {
    Map<List<Object>, List<Comparison>> grouped =
        results.comparisons().stream()
            .collect(
                Collectors.groupingBy(
                    c ->
                        List.of(
                            c.against(),
                            c.subject().workload(),
                            c.basis() == Basis.UNPAIRED_VALUES),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Section> sections = new ArrayList<>();
    grouped.forEach(
        (key, rows) ->
            sections.add(
                new Section((String) key.get(1), (String) key.get(0), (Boolean) key.get(2), rows)));
    return sections;
  }
}
