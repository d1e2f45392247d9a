package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class LiveLinesTest {
  private static final int COLUMNS = 79;

  @Test
  void isTheTableOfTheAnswerAndTheNoise() {
    RunResults results = Made.of(Runs.quick());
    List<String> answer = TextReport.answer(false).render(results).lines().toList();
    List<String> lines = LiveLines.of(results);
    int first = answer.indexOf(lines.get(0));
    assertTrue(first >= 0, lines.get(0));
    assertEquals(answer.subList(first, first + lines.size()), lines);
    assertTrue(answer.get(first + lines.size()).startsWith("Trust"), answer.toString());
  }

  @Test
  void beforeThereIsAnIntervalItHasTheEffects() {
    List<String> lines = LiveLines.of(Made.of(Runs.quick().withForks(1)));
    assertTrue(lines.get(2).matches(" +tc +\\+0\\.\\d+ +\\+\\d\\.\\d %  open"), lines.get(2));
  }

  @Test
  void aRunWithoutAForkHasNone() {
    assertEquals(List.of(), LiveLines.of(Made.of(Runs.quick().stoppedAtOnce())));
  }

  @Test
  void fitsATerminal() {
    for (String run : List.of("standard", "far apart", "untrusted")) {
      LiveLines.of(Made.all().get(run)).forEach(l -> assertTrue(l.length() <= COLUMNS, l));
    }
  }

  @Test
  void hasTheAnswersColours() {
    assertEquals("  tc  \u001b[31mslower\u001b[0m", LiveLines.coloured("  tc  slower"));
  }
}
