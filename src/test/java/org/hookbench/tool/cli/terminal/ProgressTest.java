package org.hookbench.tool.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Plan;
import org.hookbench.framework.experiment.PlannedCase;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workloads;
import org.hookbench.testing.Runs;
import org.hookbench.testing.Screen;
import org.hookbench.tool.report.LiveLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private final RunData run = Runs.standard().data();
  private final Plan plan = plan(run);
  private WindowSize window = new WindowSize(80, 24);
  private long nanos;

  private static Plan plan(RunData run) {
    return new Plan(
        run.cases().stream()
            .map(
                c ->
                    new PlannedCase(
                        c.bench(),
                        Workloads.create("UdpPackets", "64"),
                        LinkSettings.parse("veth", "on", "auto", "shared", "4", "auto"),
                        c.arms(),
                        c.measurement()))
            .toList(),
        run.design());
  }

  private Progress on(Screen screen) {
    LiveView view = new LiveView(screen.stream(), () -> window, UnaryOperator.identity());
    return new Progress(plan, this::answer, System.err, false, Optional.of(view), () -> nanos);
  }

  private List<String> answer(List<CaseData> cases) {
    RunData soFar =
        new RunData(
            run.version(),
            RunData.Status.PARTIAL,
            run.startedMillis(),
            0,
            List.of(),
            run.design(),
            run.machine(),
            cases,
            List.of());
    return LiveLines.of(Analysis.of(soFar, OptionalDouble.empty()));
  }

  private static CaseData firstForks(CaseData c, int n) {
    return new CaseData(c.bench(), c.arms(), c.metric(), c.measurement(), c.forks().subList(0, n));
  }

  /** Each case's forks in turn, as the runner does them, so many of each. */
  private void measure(Progress progress, int forks) {
    long cycles = 0;
    for (CaseData c : run.cases()) {
      progress.caseStarted(c.bench());
      for (int i = 1; i <= forks; i++) {
        nanos += TimeUnit.SECONDS.toNanos(2);
        cycles += c.measurement().cycles();
        progress.stretchDone(cycles);
        progress.forkDone(firstForks(c, i));
        progress.repaint();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 30"})
  void showsTheAnswerSoFarAndTheForkAndTheTimeLeft(int columns, int rows) {
    window = new WindowSize(columns, rows);
    Screen screen = new Screen(columns, rows);
    try (Progress progress = on(screen)) {
      measure(progress, 5);
      List<String> lines = screen.lines();
      assertEquals(answer(firstForks(5)), lines.subList(0, lines.size() - 1));
      String bar = lines.get(lines.size() - 1);
      assertTrue(bar.matches("UdpPackets, fork 6 of 10 \\[=+ +\\]  50 %, \\d+:\\d\\d left"), bar);
      assertEquals(columns - 1, bar.length());
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 30", "40, 10"})
  void nothingOfItIsLeftWhenItIsClosed(int columns, int rows) {
    window = new WindowSize(columns, rows);
    Screen screen = new Screen(columns, rows);
    PrintStream out = screen.stream();
    out.println("HookBench measures");
    Progress progress = on(screen);
    measure(progress, 10);
    progress.close();
    out.println("the answer");
    progress.close();
    progress.repaint();
    List<String> lines = screen.lines();
    // what was above may have left a small screen
    assertEquals("the answer", lines.get(lines.size() - 1));
    assertTrue(lines.size() <= 2, lines.toString());
  }

  @Test
  void whatIsHigherThanTheTerminalIsTheCaseThatRuns() {
    window = new WindowSize(80, 12);
    Screen screen = new Screen(80, 12);
    try (Progress progress = on(screen)) {
      measure(progress, 3);
      String all = String.join("\n", screen.lines());
      assertTrue(all.contains("UdpPackets  "), all);
      assertFalse(all.contains("TcpStream"), all);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 79, 200})
  void noLineIsWrapped(int columns) {
    window = new WindowSize(columns, 40);
    Screen screen = new Screen(columns, 40);
    try (Progress progress = on(screen)) {
      measure(progress, 2);
      List<String> lines = screen.lines();
      assertEquals(answer(firstForks(2)).size() + 1, lines.size(), lines.toString());
      assertTrue(lines.get(lines.size() - 1).matches(".*\\d:\\d\\d left"), lines.toString());
    }
  }

  @Test
  void aTerminalThatBecomesWiderHasNothingLeftOfTheNarrowOne() {
    window = new WindowSize(60, 24);
    Screen screen = new Screen(80, 24);
    try (Progress progress = on(screen)) {
      measure(progress, 1);
      window = new WindowSize(80, 24);
      progress.repaint();
      List<String> lines = screen.lines();
      assertEquals(answer(firstForks(1)), lines.subList(0, lines.size() - 1));
    }
  }

  @Test
  void elsewhereItIsALineAFork() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress =
        new Progress(plan, this::answer, err, false, Optional.empty(), () -> nanos)) {
      measure(progress, 2);
    }
    assertEquals(
        List.of("  fork 1 of 10", "  fork 2 of 10"),
        bytes.toString(StandardCharsets.UTF_8).lines().skip(1).limit(2).toList());
  }

  @Test
  void profilersHaveForksAndATimeOfTheirOwnAndLeaveTheAnswerAsItIs() {
    Screen screen = new Screen(90, 24);
    window = new WindowSize(90, 24);
    try (Progress progress = on(screen)) {
      measure(progress, 10);
      List<String> answer = screen.lines();
      assertTrue(last(answer).endsWith(" 100 %, 0:00 left"), last(answer));
      progress.profiling("kflame", 2);
      CaseData profiled = run.cases().get(0);
      progress.caseStarted(profiled.bench());
      progress.stretchDone(profiled.measurement().cycles());
      progress.forkDone(firstForks(profiled, 1));
      progress.repaint();
      List<String> lines = screen.lines();
      assertTrue(
          last(lines).matches(profiled.bench().workload() + ", -prof kflame, fork 2 of 2 .* left"),
          last(lines));
      assertFalse(last(lines).contains("100 %"), last(lines));
      assertEquals(answer.subList(0, answer.size() - 1), lines.subList(0, lines.size() - 1));
    }
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }

  @Test
  void theTimeLeftIsThePlansAtFirstAndThenThatOfWhatWasSeen() {
    Remaining remaining = new Remaining(plan, plan.design().forks());
    double planned = remaining.seconds(0);
    assertEquals(
        10
            * run.cases().stream()
                .mapToDouble(
                    c -> c.measurement().forkSeconds(c.arms().size(), run.design().stretches()))
                .sum(),
        planned,
        1e-9);
    assertEquals(planned - 2, remaining.seconds(2), 1e-9);
    // half of it took three times as long as planned
    long cycles = 0;
    for (CaseData c : run.cases()) {
      cycles += 5L * c.measurement().cycles();
      remaining.done(c.bench(), cycles, 1.5 * planned);
    }
    assertEquals(0.5, remaining.share(), 1e-9);
    double left = remaining.seconds(1.5 * planned);
    assertTrue(left > 1.2 * planned && left < 1.5 * planned, planned + " then " + left);
    // as long as there is something left, there is time left
    assertEquals(1, remaining.seconds(10 * planned), 1e-9);
    for (CaseData c : run.cases()) {
      cycles += 5L * c.measurement().cycles();
      remaining.done(c.bench(), cycles, 3 * planned);
    }
    assertEquals(0, remaining.seconds(3 * planned), 1e-9);
    // precision asks for more
    remaining.done(run.cases().get(0).bench(), cycles + 10, 3 * planned);
    assertEquals(1, remaining.share(), 1e-9);
  }

  @Test
  void paintsOnATerminalThatHasAKind() {
    assertTrue(Terminal.canPaint(Map.of("TERM", "xterm"), "/dev/pts/1"));
    assertTrue(Terminal.canPaint(Map.of("TERM", "xterm", "NO_COLOR", "1"), "/dev/pts/1"));
    assertFalse(Terminal.canPaint(Map.of("TERM", "dumb"), "/dev/pts/1"));
    assertFalse(Terminal.canPaint(Map.of(), "/dev/pts/1"));
    assertFalse(Terminal.canPaint(Map.of("TERM", "xterm"), "pipe:[1]"));
  }

  private List<CaseData> firstForks(int n) {
    return run.cases().stream().map(c -> firstForks(c, n)).toList();
  }
}
