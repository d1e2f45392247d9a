package org.hookbench.tool.report;

import java.util.Optional;
import org.hookbench.tool.compare.ComparisonResults;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.Side;
import org.hookbench.tool.report.ComparisonSections.Note;
import org.hookbench.tool.report.ComparisonSections.Section;

/** A comparison for a terminal of 80 columns: a row is two lines. */
final class ComparisonText {
  private static final int WIDTH = 78;
  private static final int LONGEST_LABEL = 10;
  private static final int WIDEST_NAME = 15;
  private static final int WIDEST_CHANGE = 27;
  private static final int WIDEST_ANSWER = 15;
  private final ComparisonResults results;
  private final ArmNames names;
  private final StringBuilder out = new StringBuilder();

  private ComparisonText(ComparisonResults results) {
    this.results = results;
    this.names = ComparisonSections.names(results);
  }

  static String of(ComparisonResults results, Optional<Gate.Result> gate) {
    return new ComparisonText(results).render(gate);
  }

  private String render(Optional<Gate.Result> gate) {
    side("base", results.base());
    results.others().forEach(s -> side("new", s));
    names.objects().forEach(o -> wrapped("", "Object " + o));
    out.append('\n');
    ComparisonSections.of(results).forEach(this::section);
    results.warnings().forEach(w -> wrapped("", "note: " + names.in(w.text())));
    wrapped("", ComparisonWords.legend(results));
    wrapped("", ComparisonWords.summary(results));
    results.distrust().forEach(d -> wrapped("", "UNTRUSTED: " + names.in(d)));
    gate.ifPresent(g -> wrapped("", ComparisonWords.gate(g)));
    return out.toString();
  }

  private void side(String role, Side side) {
    String label = side.label().startsWith(role) ? side.label() : role + " " + side.label();
    wrapped("", label + ": " + side.names());
  }

  private void section(Section s) {
    wrapped("", ComparisonWords.title(results, s));
    wrapped("  ", ComparisonWords.deltas(s));
    TextTable.lines(
            ComparisonGrids.narrow(results, s, LONGEST_LABEL),
            WIDEST_NAME,
            LONGEST_LABEL + 2,
            LONGEST_LABEL + 2,
            WIDEST_CHANGE,
            WIDEST_ANSWER)
        .forEach(l -> out.append(l).append('\n'));
    for (Note n : s.notes()) {
      wrapped("    ", n.line());
    }
    out.append('\n');
  }

  private void wrapped(String indent, String text) {
    out.append(Wrap.at(WIDTH, indent, SafeText.plain(text)));
  }
}
