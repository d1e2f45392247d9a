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
   * @param names of the arms
   */
  record Section(
      String workload, String against, boolean raw, List<Comparison> rows, ArmNames names) {
    /** For a row's first column: the arm, or another tool's metric. */
    String name(Comparison c) {
      String arm = names.ofId(c.subject().arm());
      return switch (c.basis()) {
        case SAMPLES, FEW_SAMPLES -> Plain.text(c.subject().metric());
        case NULL_EFFECTS -> arm + " (noise)";
        case EFFECTS, UNPAIRED_VALUES -> arm;
      };
    }

    /** Whether the rows have what a hook costs in each run. */
    boolean hasCosts() {
      return rows.get(0).basis() == Basis.EFFECTS || rows.get(0).basis() == Basis.NULL_EFFECTS;
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
      rowsOf.forEach((text, rowNames) -> notes.add(new Note(of(rowNames), names.in(text))));
      return notes;
    }

    private String of(List<String> these) {
      return these.size() == rows.size() && these.size() > 1 ? "all" : String.join(", ", these);
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

  /** What the arms of all sections are called. */
  static ArmNames names(ComparisonResults results) {
    return ArmNames.ofIds(results.comparisons().stream().map(c -> c.subject().arm()));
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
    ArmNames names = names(results);
    List<Section> sections = new ArrayList<>();
    grouped.forEach(
        (key, rows) ->
            sections.add(
                new Section(
                    (String) key.get(1), (String) key.get(0), (Boolean) key.get(2), rows, names)));
    return sections;
  }
}
