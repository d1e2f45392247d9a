package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.testing.CarriedOver;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final int SCREEN_LINES = 24;

  private static List<String> answer(Runs run) {
    return Answer.of(Made.of(run))
        .map(s -> SummaryText.lines(s, new Ansi(false)))
        .orElse(List.of());
  }

  private static String row(List<String> lines, String workload, String hook) {
    boolean found = false;
    for (String line : lines) {
      if (found && line.startsWith("   " + hook + " ")) {
        return line.replaceAll(" +", " ").strip();
      }
      found |= line.startsWith(" " + workload);
    }
    throw new AssertionError(hook + " of " + workload + " in " + lines);
  }

  @Test
  void aDefaultRunIsAnsweredOnOneScreen() {
    List<String> lines = answer(Runs.standard());
    assertTrue(lines.size() < SCREEN_LINES, () -> String.join("\n", lines));
    assertTrue(lines.get(0).startsWith("What an empty eBPF program costs"), lines.get(0));
    assertTrue(lines.stream().allMatch(l -> l.length() <= TextReport.WIDTH));
  }

  /** A cost that grows is +, a rate that falls is -, both are slower. */
  @Test
  void changesHaveTheDirectionOfTheMetricItself() {
    List<String> lines = answer(Runs.standard().withEffects(0.03, Math.log(2), 0.15));
    String udp = row(lines, "UdpPackets", "xdpgeneric");
    assertTrue(udp.contains(" +100 % slower") || udp.matches(".* \\+(99|100|101) % slower"), udp);
    String stream = row(lines, "TcpStream", "xdpgeneric");
    assertTrue(stream.matches("xdpgeneric -\\S+ -\\S+ \\.\\. -\\S+ -(49|50|51) % slower"), stream);
  }

  /** What a program costs beside the hook that it is at: it, less the empty one there. */
  @Test
  void belowAProgramIsWhatItCostsItself() {
    List<String> lines = answer(Runs.quick().withPrograms(List.of("pass", "count")));
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(
          lines.get(i).matches("   \\S+/count .*"),
          i + 1 < lines.size() && lines.get(i + 1).startsWith("     the program itself "),
          String.join("\n", lines));
    }
    assertTrue(String.join("\n", lines).contains("the program itself"));
  }

  @Test
  void aWiderTerminalIsUsed() {
    Runs noisy = Runs.standard().withOtherLoad(0.47);
    List<String> narrow = TextReport.answer(false).render(Made.of(noisy)).lines().toList();
    List<String> wide = TextReport.answer(false, 120).render(Made.of(noisy)).lines().toList();
    assertTrue(wide.size() < narrow.size(), String.join("\n", wide));
    assertTrue(wide.stream().anyMatch(l -> l.length() > TextReport.WIDTH));
    assertTrue(wide.stream().allMatch(l -> l.length() <= 120));
    assertEquals(narrow, TextReport.answer(false, 40).render(Made.of(noisy)).lines().toList());
  }

  @Test
  void everyVerdictHasItsWord() {
    assertTrue(row(answer(Runs.standard()), "UdpPackets", "tc").endsWith(" slower"));
    List<String> faster = answer(Runs.standard().withEffects(-0.05, 0, 0.15));
    assertTrue(row(faster, "UdpPackets", "tc").endsWith(" faster"));
    assertTrue(row(faster, "UdpPackets", "xdpgeneric").matches(".*(same|open)"));
    // without an interval nothing is claimed
    assertTrue(row(answer(Runs.quick().withForks(1)), "UdpPackets", "tc").endsWith(" open"));
  }

  @Test
  void saysHowManyForksThereWereAndWhatIsOpen() {
    List<String> lines = answer(Runs.quick().withEffects(0.012, -0.009, -0.05));
    String text = String.join(" ", lines).replaceAll(" +", " ");
    assertTrue(text.contains("Trust 6 of 6 forks; programs ran"), text);
    boolean open = lines.stream().anyMatch(l -> l.matches("   \\S+ .* open"));
    assertEquals(open, text.contains(" Open "), text);
  }

  @Test
  void whatCanNotBeTrustedIsSaidWithItsReason() {
    String text = String.join(" ", answer(Runs.quick().withSilentHook()));
    assertTrue(text.contains("UNTRUSTED tc: fork 1: the program is attached and never ran"), text);
  }

  @Test
  void otherLoadIsAFactAndNoisyInWordsWhereItIsMuch() {
    String quiet = String.join(" ", answer(Runs.quick())).replaceAll(" +", " ");
    assertTrue(quiet.contains("; other load on the measured CPUs 0.3 %;"), quiet);
    assertFalse(quiet.contains("noisy"), quiet);
    String loaded =
        String.join(" ", answer(Runs.quick().withOtherLoad(0.47))).replaceAll(" +", " ");
    assertTrue(
        loaded.contains(
            "UdpPackets payload=64 are noisy: other work took 47.0 % of the measured CPUs'"),
        loaded);
  }

  @Test
  void whatAnArmLeavesBehindIsOnTheFirstScreen() {
    RunData run = CarriedOver.run(Made.of(Runs.quick()).run(), 12);
    RunResults results = Analysis.of(run, OptionalDouble.empty());
    String text = TextReport.answer(false).render(results).replaceAll("\\s+", " ");
    assertTrue(
        text.contains("Note TcpRoundTrip: an arm seems to leave something behind on its lanes"),
        text);
    assertFalse(String.join(" ", answer(Runs.quick())).contains("leave something"), text);
  }

  @Test
  void otherProgramsAreNoEmptyOnes() {
    List<String> lines = answer(Runs.quick().withPrograms(List.of("pass", "count")));
    assertTrue(lines.get(0).startsWith("What each hook costs"), lines.get(0));
    assertTrue(row(lines, "UdpPackets", "tc/count").endsWith("slower"));
  }

  /** Of a program that is compared with another stands what the kernel made of both. */
  @Test
  void comparedProgramsHaveTheirCodeBesideThem() {
    Runs run = Runs.quick().withPrograms(List.of("count", "pass")).against("pass");
    String text = String.join(" ", answer(run)).replaceAll(" +", " ");
    assertTrue(text.contains("minus pass"), text);
    assertTrue(
        text.contains("Code tc/count has 149 bytes JITed (+129), 20 instructions verified (+0)"),
        text);
    assertFalse(String.join(" ", answer(Runs.quick())).contains("JITed"));
  }

  @Test
  void withoutACompleteForkThereIsNoAnswer() {
    assertEquals(List.of(), answer(Runs.quick().stoppedAtOnce()));
  }
}
