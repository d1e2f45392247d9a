package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.framework.evidence.PlaceEvidence;
import org.hookbench.framework.evidence.PlaceEvidence.Saturation;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class PlaceNotesTest {
  private static final long TEN_GIGABIT = 10_000_000_000L;

  @Test
  void nothingIsSaidOfLanesOfOurOwn() {
    RunResults own = Analysis.of(Runs.quick().data(), OptionalDouble.empty());
    assertEquals(List.of(), notes(own).limits());
    assertEquals(List.of(), notes(own).facts());
  }

  @Test
  void aFullLinkHidesWhatAHookCosts() {
    List<String> limits = notes(with(new Saturation(0.43, 9_410_000_000L, TEN_GIGABIT))).limits();
    assertTrue(
        limits
            .get(0)
            .endsWith(
                ": the link was full (9.41 of 10.0 Gbit/s), this host's busiest CPU was 43 % busy:"
                    + " what a hook costs is hidden; -p rate= measures CPU time at a fixed rate"),
        limits.get(0));
  }

  @Test
  void soDoesAPeerThatIsSlower() {
    for (Saturation s :
        List.of(new Saturation(0.43, TEN_GIGABIT / 2, TEN_GIGABIT), new Saturation(0.43, 5, 0))) {
      assertTrue(notes(with(s)).limits().get(0).contains("the peer or the way to it"));
    }
  }

  @Test
  void whereACpuIsTheLimitNothingIsHidden() {
    assertEquals(List.of(), notes(with(new Saturation(0.97, TEN_GIGABIT, TEN_GIGABIT))).limits());
  }

  @Test
  void lossesOfThePeerAndDiscardedSlicesAreFacts() {
    int forks = forks(Runs.quick().data());
    assertEquals(
        List.of(
            2 * forks + " slices discarded, in which nothing came for 0.5 s or more",
            "the peer counts " + 7 * forks + " retransmits"),
        notes(with(new Saturation(1, 1, 1))).facts());
  }

  @Test
  void howTheDeviceIsSetStandsInTheWholeReport() {
    RunResults results = with(new Saturation(0.99, 5_000_000_000L, 10_000_000_000L));
    assertEquals(
        List.of("eth1: channels rx 1, tx 1 | driver veth 1.0", "the peer's ens3: driver ena"),
        notes(results).devices());
    String report = new TextReport(false).render(results);
    assertTrue(
        report.contains(
            "Devices\n  eth1: channels rx 1, tx 1 | driver veth 1.0\n  the peer's ens3: driver ena\n"),
        report);
    assertFalse(TextReport.answer(false).render(results).contains("driver"));
  }

  @Test
  void howArmsCameStandsInTheWholeReport() {
    int forks = Runs.quick().data().cases().get(0).forks().size();
    String came = "arms came " + 300 * forks + " times, " + 100 * forks + " of them by an exchange";
    RunResults results = with(new Saturation(1, 1, 1));
    assertTrue(notes(results).turns().get(0).contains(came), notes(results).turns().get(0));
    assertTrue(
        notes(results).turns().get(0).endsWith("; traffic was level 0.00100 ms after, on average"));
    assertTrue(new TextReport(false).render(results).contains("\nTurns on one lane\n  "));
    RunResults own = Analysis.of(Runs.quick().data(), OptionalDouble.empty());
    assertFalse(new TextReport(false).render(own).contains("Turns on one lane"));
  }

  private static int forks(RunData run) {
    return run.cases().stream().mapToInt(c -> c.forks().size()).sum();
  }

  private static PlaceNotes notes(RunResults results) {
    return new PlaceNotes(results, new Titles(results));
  }

  private static RunResults with(Saturation saturation) {
    RunData run = Runs.quick().data();
    PlaceEvidence place =
        PlaceEvidence.of(
            1000,
            2,
            new PlaceEvidence.Turns(300, 100),
            new TreeMap<>(Map.of("retransmits", 7L, "rx-dropped", 0L, "bytes", 99L)),
            PlaceEvidence.Devices.of(
                Map.of("name", "eth1", "driver", "veth 1.0", "channels", "rx 1, tx 1"),
                Map.of("name", "ens3", "driver", "ena")),
            Optional.of(saturation));
    List<CaseData> cases = run.cases().stream().map(c -> with(c, place)).toList();
    RunData changed =
        new RunData(
            run.version(),
            run.status(),
            run.startedMillis(),
            run.wallNanos(),
            run.arguments(),
            run.design(),
            run.machine(),
            cases,
            run.failures());
    return Analysis.of(changed, OptionalDouble.empty());
  }

  private static CaseData with(CaseData c, PlaceEvidence place) {
    return new CaseData(
        c.bench(),
        c.arms(),
        c.metric(),
        c.measurement(),
        c.forks().stream()
            .map(
                f ->
                    new ForkData(
                        f.number(),
                        f.startedMillis(),
                        f.slices(),
                        f.report().map(r -> with(r, place))))
            .toList());
  }

  private static ForkReport with(ForkReport r, PlaceEvidence place) {
    return new ForkReport(
        r.seed(), r.deals(), r.evidence(), r.histograms(), r.heapBytes(), r.otherLoad(), place);
  }
}
