package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.Interval;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.hookbench.testing.TwoSpeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunComparisonTest {
  @Test
  void theDifferenceOfTheRunsOwnEffectsIsFound() throws Exception {
    ComparisonResults r = Compared.runs(Compared.run(1, 0.03), Compared.run(2, 0.09));
    Comparison tc = of(r, Basis.EFFECTS).get(0);
    Interval interval = tc.relative().orElseThrow().interval().orElseThrow();
    assertTrue(interval.contains(Math.expm1(0.06)), interval.toString());
    assertEquals(0.95, interval.confidence());
    assertEquals(Verdict.WORSE, tc.verdict());
    assertEquals(0.03, tc.base().effect().orElseThrow(), 0.02);
    assertEquals(0.09, tc.other().effect().orElseThrow(), 0.02);
    assertTrue(tc.mde().orElseThrow() > 0.005 && tc.mde().orElseThrow() < 0.05);
    assertEquals(10, tc.base().n());
    assertTrue(r.isTrusted(), r.distrust().toString());
    assertEquals(1, r.family());
  }

  @Test
  void whatTheMachineDoesToBothArmsOfARunCancels() throws Exception {
    SyntheticRun slow = SyntheticRun.of(2, "tc", 0.03);
    slow.level = 2000;
    ComparisonResults r = Compared.runs(Compared.run(1, 0.03), slow.data());
    assertFalse(of(r, Basis.EFFECTS).get(0).verdict().claimsDifference());
    List<Comparison> raw = of(r, Basis.UNPAIRED_VALUES);
    assertEquals(List.of("none", "null", "tc"), raw.stream().map(c -> c.subject().arm()).toList());
    for (Comparison c : raw) {
      assertEquals(Verdict.WORSE, c.verdict());
      assertEquals(1.0, c.relative().orElseThrow().estimate(), 0.05);
      assertEquals(1000, c.change().orElseThrow().estimate(), 50);
    }
  }

  @Test
  void aRateThatFallsIsWorse() throws Exception {
    SyntheticRun a = SyntheticRun.of(1, "tc", 0);
    SyntheticRun b = SyntheticRun.of(2, "tc", 0.1);
    a.workload = "TcpStream";
    b.workload = "TcpStream";
    ComparisonResults r = Compared.runs(a.data(), b.data());
    assertEquals(Verdict.WORSE, of(r, Basis.EFFECTS).get(0).verdict());
    Comparison raw = of(r, Basis.UNPAIRED_VALUES).get(2);
    assertTrue(raw.relative().orElseThrow().estimate() > 0);
    assertTrue(raw.change().orElseThrow().estimate() < 0);
    assertTrue(raw.other().median() < raw.base().median());
  }

  /**
   * 300 and 600 ns a packet on a machine of two speeds: the ratio of the runs times a median would
   * be a number that depends on how many forks were slow.
   */
  @Test
  void aFixedCostIsItsDifferenceInTheUnit() throws Exception {
    for (int seed = 0; seed < 5; seed++) {
      Comparison spin =
          of(
                  Compared.named(
                      TwoSpeeds.of("UdpPackets.cost", seed, 1, 3200, 32 * 300),
                      TwoSpeeds.of("UdpPackets.cost", seed, 1, 3200, 32 * 600)),
                  Basis.UNPAIRED_VALUES)
              .get(3);
      assertEquals("tc/spin@0", spin.subject().arm());
      assertEquals(300, spin.change().orElseThrow().estimate(), 6);
    }
  }

  /** One machine is 1 % slower, twice the standard error: many an interval ends near 0. */
  @ParameterizedTest
  @ValueSource(strings = {"UdpPackets", "TcpStream"})
  void noUnpairedChangeContradictsItsVerdict(String workload) throws Exception {
    int apart = 0;
    for (int seed = 0; seed < 15; seed++) {
      SyntheticRun a = SyntheticRun.of(2L * seed, "tc", 0.02);
      SyntheticRun b = SyntheticRun.of(2L * seed + 1, "tc", 0.02);
      b.level = 1.01 * a.level;
      a.workload = workload;
      b.workload = workload;
      for (Comparison c : of(Compared.named(a.data(), b.data()), Basis.UNPAIRED_VALUES)) {
        Shift percent = c.relative().orElseThrow();
        Shift change = c.change().orElseThrow();
        int worse = c.subject().higherIsBetter() ? -1 : 1;
        assertEquals(side(percent.interval()), worse * side(change.interval()), c.toString());
        assertEquals(
            side(percent.simultaneous()), worse * side(change.simultaneous()), c.toString());
        apart += side(percent.interval()) == 0 ? 0 : 1;
      }
    }
    assertTrue(apart > 8 && apart < 37, apart + " of 45 are apart from 0");
  }

  /** 0 where it contains 0, else on which side of it. */
  private static int side(Optional<Interval> interval) {
    Interval i = interval.orElseThrow();
    return i.low() > 0 ? 1 : i.high() < 0 ? -1 : 0;
  }

  @Test
  void unpairedValuesNeedFourForks() throws Exception {
    SyntheticRun few = SyntheticRun.of(2, "tc", 0.5);
    few.forks = 3;
    Comparison raw =
        of(Compared.runs(Compared.run(1, 0), few.data()), Basis.UNPAIRED_VALUES).get(2);
    assertTrue(raw.p().isEmpty());
    assertEquals(Warning.Kind.TOO_FEW_SAMPLES, raw.warnings().get(0).kind());
    few.forks = 4;
    raw = of(Compared.runs(Compared.run(1, 0), few.data()), Basis.UNPAIRED_VALUES).get(2);
    assertEquals(Verdict.WORSE, raw.verdict());
    assertEquals(2.0 / 1001, raw.p().orElseThrow(), 1e-9, "of 14 over 4 ways, the farthest two");
    assertTrue(raw.pHolm().orElseThrow() > raw.p().orElseThrow());
  }

  @Test
  void theNullArmsAreNotDeclared() throws Exception {
    ComparisonResults r = Compared.runs(Compared.run(1, 0), Compared.run(2, 0));
    Comparison noise = of(r, Basis.NULL_EFFECTS).get(0);
    assertEquals(noise.p(), noise.pHolm());
    assertFalse(noise.basis().isDeclared());
  }

  @Test
  void holmIsOverEveryHookOfEveryOtherRun() throws Exception {
    SyntheticRun[] runs = {new SyntheticRun(1), new SyntheticRun(2), new SyntheticRun(3)};
    for (SyntheticRun run : runs) {
      run.effects.put("tc", 0.01);
      run.effects.put("xdpdrv", 0.02);
    }
    ComparisonResults r = Compared.runs(runs[0].data(), runs[1].data(), runs[2].data());
    assertEquals(4, r.family());
    List<Comparison> declared = of(r, Basis.EFFECTS);
    assertEquals(
        List.of("run1", "run1", "run2", "run2"),
        declared.stream().map(Comparison::against).toList());
    for (Comparison c : declared) {
      assertTrue(c.pHolm().orElseThrow() >= c.p().orElseThrow());
      assertEquals(
          1 - 0.05 / 4,
          c.relative().orElseThrow().simultaneous().orElseThrow().confidence(),
          1e-12);
    }
  }

  @Test
  void belowSixForksThereIsNoInterval() throws Exception {
    SyntheticRun few = SyntheticRun.of(2, "tc", 0.5);
    few.forks = 5;
    ComparisonResults r = Compared.runs(Compared.run(1, 0), few.data());
    Comparison tc = of(r, Basis.EFFECTS).get(0);
    assertTrue(tc.p().isEmpty());
    assertTrue(tc.relative().orElseThrow().interval().isEmpty());
    assertEquals(Verdict.INCONCLUSIVE, tc.verdict());
    assertEquals(
        List.of(
            new Warning(Warning.Kind.TOO_FEW_FORKS, "needs at least 6 forks a side, has 10 and 5")),
        tc.warnings());
    assertEquals(0, r.family());
  }

  @Test
  void unlikeMachinesAreNamed() throws Exception {
    SyntheticRun other = SyntheticRun.of(2, "tc", 0);
    other.machine.put("kernel", "6.18");
    other.machine.put("libbpf", "1.4");
    other.machine.put("steal", "3 %");
    other.cycles = 30;
    ComparisonResults r = Compared.runs(Compared.run(1, 0), other.data());
    assertEquals(
        List.of(
            "kernel: run0 6.1 | run1 6.18",
            "libbpf: run0 unknown | run1 1.4",
            "a fork of UdpPackets: run0 20 cycles of 5000 us slices | run1 30 cycles of 5000 us slices"),
        r.warnings().stream().map(Warning::text).toList());
  }

  @Test
  void aRunAgainstItselfSaysSo() throws Exception {
    ComparisonResults r = Compared.runs(Compared.run(1, 0), Compared.run(1, 0));
    assertEquals("run0 and run1 are the same run", r.warnings().get(0).text());
  }

  @Test
  void aPartialOrFailedOrUntrustedRunIsNotTrusted() throws Exception {
    ComparisonResults partial = Compared.runs(Compared.run(1, 0), Compared.partialRun(2, 0));
    assertEquals(List.of("run1 is partial: the run was stopped"), partial.distrust());
    SyntheticRun failed = SyntheticRun.of(2, "tc", 0);
    failed.status = RunData.Status.FAILED;
    failed.failures = List.of("fork 3 died");
    assertEquals(
        List.of("run1 failed: fork 3 died"),
        Compared.runs(Compared.run(1, 0), failed.data()).distrust());
    SyntheticRun noisy = SyntheticRun.of(1, "tc", 0);
    noisy.nullEffect = 0.2;
    assertTrue(
        Compared.runs(noisy.data(), Compared.run(2, 0))
            .distrust()
            .get(0)
            .startsWith("run0, UdpPackets: the null arm"));
    SyntheticRun idle = SyntheticRun.of(2, "tc", 0);
    idle.programsRan = false;
    assertTrue(
        Compared.runs(Compared.run(1, 0), idle.data()).distrust().get(0).contains("never ran"));
  }

  @Test
  void anotherProgramOnTheSameHookIsComparedAndNamed() throws Exception {
    SyntheticRun other = SyntheticRun.of(2, "tc", 0);
    other.programs = List.of("mine.bpf.o:f");
    ComparisonResults r = Compared.runs(Compared.run(1, 0), other.data());
    assertEquals(
        List.of(new Warning(Warning.Kind.UNLIKE_PROGRAMS, "program pass against mine.bpf.o:f")),
        of(r, Basis.EFFECTS).get(0).warnings());
  }

  @Test
  void theSameProgramIsFoundAmongSeveral() throws Exception {
    SyntheticRun other = SyntheticRun.of(2, "tc", 0);
    other.programs = List.of("count", "pass");
    ComparisonResults r = Compared.runs(Compared.run(1, 0), other.data());
    assertEquals(1, r.family());
    assertTrue(of(r, Basis.EFFECTS).get(0).warnings().isEmpty());
    assertEquals(
        "not compared, only run1 has it: tc/count of UdpPackets",
        r.warnings().get(r.warnings().size() - 1).text());
  }

  @Test
  void otherParametersAreNotTheSameCase() throws Exception {
    SyntheticRun a = SyntheticRun.of(1, "tc", 0);
    SyntheticRun b = SyntheticRun.of(2, "tc", 0);
    b.params.put("payload", "128");
    refused(
        "run0.json", "run1.json", "UdpPackets has payload=64 and payload=128", a.data(), b.data());
    SyntheticRun c = SyntheticRun.of(3, "tc", 0);
    ComparisonResults r = Compared.runs(a.data(), b.data(List.of(b.caseData(), c.caseData())));
    assertEquals(1, r.family());
    assertTrue(
        r.warnings().stream()
            .anyMatch(
                w -> w.text().equals("not compared, only run1 has it: UdpPackets (payload=128)")),
        r.warnings().toString());
  }

  @Test
  void whatHasNothingInCommonIsRefused() {
    SyntheticRun stream = SyntheticRun.of(2, "tc", 0);
    stream.workload = "TcpStream";
    refused(
        "different workloads",
        "UdpPackets against TcpStream",
        "run1.json",
        Compared.run(1, 0),
        stream.data());
    RunData xdp = SyntheticRun.of(2, "xdpdrv", 0).data();
    refused("no common hook", "tc against xdpdrv", "run0.json", Compared.run(1, 0), xdp);
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> Compared.runs(Set.of("lo"), Compared.run(1, 0), Compared.run(2, 0)));
    assertTrue(e.getMessage().contains("asked for lo"), e.getMessage());
  }

  @Test
  void onlyTheHooksAskedForAreCompared() throws Exception {
    SyntheticRun a = SyntheticRun.of(1, "tc", 0);
    SyntheticRun b = SyntheticRun.of(2, "tc", 0);
    a.effects.put("xdpdrv", 0.1);
    b.effects.put("xdpdrv", 0.1);
    ComparisonResults r = Compared.runs(Set.of("xdpdrv"), a.data(), b.data());
    assertEquals(1, r.family());
    assertEquals("xdpdrv", of(r, Basis.EFFECTS).get(0).subject().arm());
  }

  private static void refused(String a, String b, String c, RunData... runs) {
    String message = assertThrows(RefusedException.class, () -> Compared.runs(runs)).getMessage();
    assertEquals(1, message.lines().count());
    for (String words : List.of(a, b, c)) {
      assertTrue(message.contains(words), message);
    }
  }

  private static List<Comparison> of(ComparisonResults r, Basis basis) {
    return r.comparisons().stream().filter(c -> c.basis() == basis).toList();
  }

  @Test
  void aHookThatIsGoneLeavesTheGateUndecided() throws Exception {
    SyntheticRun both = SyntheticRun.of(1, "tc", 0.02);
    both.effects.put("tcx", 0.01);
    RunData one = SyntheticRun.of(2, "tc", 0.02).data();
    ComparisonResults r = Compared.named(both.data(), one);
    assertEquals(1, r.gone().size());
    assertTrue(r.gone().get(0).startsWith("b lacks tcx of UdpPackets"), r.gone().toString());
    assertEquals(Gate.Outcome.UNDECIDED, Gate.parse("worse>50%").check(r).outcome());
    ComparisonResults asked = Compared.runs(Set.of("tc"), both.data(), one);
    assertEquals(List.of(), asked.gone());
    assertEquals(Gate.Outcome.PASS, Gate.parse("worse>50%").check(asked).outcome());
  }
}
