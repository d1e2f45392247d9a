package org.hookbench.tool.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.testing.Runs;
import org.hookbench.tool.compare.Gate;
import org.hookbench.tool.compare.RefusedException;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Set<String> UDP = Set.of("UdpPackets");

  private static Runs made(int day) {
    return Runs.quick().withCycles(10).withHooks(List.of("tc")).withNoise(100 + day).daysLater(day);
  }

  private static HistoryResults history(List<RunData> runs) throws Exception {
    return history(runs, Set.of());
  }

  private static HistoryResults history(List<RunData> runs, Set<String> hooks) throws Exception {
    Map<Path, RunData> saved = new HashMap<>();
    List<Path> files = new ArrayList<>();
    for (RunData run : runs) {
      Path file = Path.of("run" + files.size() + ".json");
      files.add(file);
      saved.put(file, run);
    }
    HistoryRequest request =
        new HistoryRequest(files, OptionalDouble.empty(), hooks, UDP, OptionalInt.empty());
    return new History(saved::get, request).results();
  }

  private static List<RunData> days(int from, int to, double effect) {
    List<RunData> runs = new ArrayList<>();
    for (int day = from; day < to; day++) {
      runs.add(made(day).withEffects(effect).data());
    }
    return runs;
  }

  /** Every slice of every arm takes so many times as long, and so much longer. */
  private static RunData slower(RunData run, double factor, double nanos) {
    List<CaseData> cases = new ArrayList<>();
    for (CaseData c : run.cases()) {
      List<ForkData> forks = new ArrayList<>();
      for (ForkData f : c.forks()) {
        Slices made = f.slices();
        forks.add(
            new ForkData(
                f.number(),
                f.startedMillis(),
                made.withValues(i -> factor * made.value(i) + nanos),
                f.report()));
      }
      cases.add(new CaseData(c.bench(), c.arms(), c.metric(), c.measurement(), forks));
    }
    return with(run, cases);
  }

  private static RunData with(RunData run, List<CaseData> cases) {
    return new RunData(
        run.version(),
        run.status(),
        run.startedMillis(),
        run.wallNanos(),
        run.arguments(),
        run.design(),
        new LinkedHashMap<>(run.machine()),
        cases,
        run.failures());
  }

  @Test
  void aMachineThatBecameSlowerIsNoChangeOfTheHook() throws Exception {
    List<RunData> runs = days(0, 5, 0.05);
    days(5, 10, 0.05).forEach(r -> runs.add(slower(r, 2, 0)));
    HistorySeries s = history(runs).series().get(0);
    assertTrue(s.points().get(9).cost() > 1.7 * s.points().get(0).cost());
    assertEquals(List.of(), s.changes());
  }

  @Test
  void allElseThatBecameSlowerIsNoChangeOfTheHookEither() throws Exception {
    List<RunData> runs = days(0, 5, 0.05);
    days(5, 10, 0.05).forEach(r -> runs.add(slower(r, 1, 9000)));
    HistoryResults results = history(runs);
    HistoryChange change = results.series().get(0).changes().get(0);
    assertEquals(5, change.at());
    assertFalse(change.ofHook());
    assertEquals(Verdict.BETTER, change.verdict());
    assertEquals(9000, change.baseline().shift(), 200);
    assertEquals(Gate.Outcome.PASS, results.outcome());
  }

  @Test
  void eightRunsAreEnoughAndSevenAreNot() throws Exception {
    List<RunData> runs = days(0, 4, 0.03);
    runs.addAll(days(4, 8, 0.06));
    HistorySeries eight = history(runs).series().get(0);
    assertEquals(1, eight.changes().size());
    HistoryChange change = eight.changes().get(0);
    assertEquals(4, change.at());
    assertEquals(Verdict.WORSE, change.verdict());
    assertTrue(change.ofHook());
    assertTrue(change.effectInterval().orElseThrow().contains(0.03));
    HistoryResults seven = history(runs.subList(0, 7));
    assertEquals(List.of(), seven.series().get(0).changes());
    assertEquals(8, seven.series().get(0).fewest());
    assertFalse(seven.series().get(0).hasEnough());
    assertEquals(Gate.Outcome.UNDECIDED, seven.outcome());
  }

  @Test
  void theOrderIsThatOfTheStartsAndNotOfTheFiles() throws Exception {
    List<RunData> runs = days(5, 10, 0.06);
    runs.addAll(days(0, 5, 0.03));
    HistoryResults results = history(runs);
    assertEquals(Path.of("run5.json"), results.runs().get(0).file());
    assertEquals(5, results.series().get(0).changes().get(0).at());
    assertEquals(Gate.Outcome.REGRESSION, results.outcome());
  }

  @Test
  void theUsersOnlyProgramIsOneSeriesWhateverItIsCalled() throws Exception {
    List<RunData> runs = new ArrayList<>();
    for (int day = 0; day < 8; day++) {
      runs.add(
          made(day)
              .withPrograms(List.of("pass", day < 4 ? "a.bpf.o:f" : "b.bpf.o:f"))
              .withEffects(0.02, day < 4 ? 0.05 : 0.1)
              .withTag(day < 4 ? "00000000000000aa" : "00000000000000bb")
              .data());
    }
    HistoryResults results = history(runs);
    assertEquals(1, results.series().size());
    assertEquals("tc/b.bpf.o:f", results.series().get(0).name());
    assertEquals(
        List.of("program a.bpf.o:f | b.bpf.o:f", "program tag 00000000000000aa | 00000000000000bb"),
        results.series().get(0).changes().get(0).alsoChanged());
    HistoryResults empty = history(runs, Set.of("tc/pass"));
    assertEquals(List.of("tc/pass"), empty.series().stream().map(HistorySeries::name).toList());
    assertEquals(List.of(), empty.series().get(0).changes());
  }

  @Test
  void twoProgramsOfAHookAreTwoSeries() throws Exception {
    List<RunData> runs = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      runs.add(made(day).withPrograms(List.of("pass", "a.bpf.o:f", "b.bpf.o:f")).data());
    }
    runs.add(made(3).withPrograms(List.of("pass", "b.bpf.o:f")).data());
    HistoryResults results = history(runs);
    assertEquals(
        List.of("tc/a.bpf.o:f", "tc/b.bpf.o:f"),
        results.series().stream().map(HistorySeries::name).toList());
    assertEquals(List.of("run 4: it has not tc with a.bpf.o:f"), results.series().get(0).leftOut());
    assertEquals(4, results.series().get(1).points().size());
  }

  @Test
  void holmsCorrectionIsOverTheSeriesWithRunsEnough() throws Exception {
    List<RunData> runs = new ArrayList<>();
    for (int day = 0; day < 9; day++) {
      Runs run = made(day).withEffects(day < 4 ? 0.03 : 0.06, 0.05);
      runs.add(
          run.withHooks(day == 0 ? List.of("tc", "tcx", "xdpdrv") : List.of("tc", "tcx")).data());
    }
    HistoryResults results = history(runs);
    assertEquals(3, results.series().size());
    assertEquals(2, results.comparisons());
    assertEquals(9, results.series().get(0).fewest());
    assertEquals(2 * 2.0 / 126, results.series().get(0).p().orElseThrow(), 1e-9);
    assertEquals(1, results.series().get(0).changes().size());
    assertEquals(List.of(), results.series().get(1).changes());
    assertEquals(OptionalDouble.empty(), results.series().get(2).p());
  }

  @Test
  void anUntrustedRunIsLeftOut() throws Exception {
    List<RunData> runs = days(0, 4, 0.03);
    runs.add(made(4).withSilentHook().data());
    runs.addAll(days(5, 9, 0.03));
    HistorySeries s = history(runs).series().get(0);
    assertEquals(8, s.points().size());
    assertEquals(1, s.leftOut().size());
    assertTrue(s.leftOut().get(0).startsWith("run 5: untrusted, tc: "), s.leftOut().get(0));
  }

  @Test
  void runsThatAreAllAlikeHaveNoChange() throws Exception {
    List<RunData> runs = new ArrayList<>();
    for (int day = 0; day < 8; day++) {
      runs.add(made(day).withoutSpread().withEffects(0.05).data());
    }
    HistorySeries s = history(runs).series().get(0);
    assertEquals(List.of(), s.changes());
    assertTrue(s.p().isEmpty());
  }

  @Test
  void aHistoryWithoutTheHookIsRefused() {
    RefusedException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            RefusedException.class, () -> history(days(0, 3, 0.03), Set.of("xdp")));
    assertTrue(
        e.getMessage().startsWith("3 runs: none has xdp, UdpPackets; they have"), e.getMessage());
  }
}
