package org.hookbench.tool.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.HeterogeneityEstimator;
import org.hookbench.framework.stats.RandomEffects;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.workload.Metric;
import org.hookbench.testing.Runs;
import org.hookbench.tool.compare.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
  @TempDir Path folder;
  private final Map<Path, RunData> saved = new HashMap<>();

  private void save(String name, RunData run) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    saved.put(Files.writeString(file, "a run"), run);
  }

  private FleetResults read() throws IOException, RefusedException {
    return new Fleet(saved::get, OptionalDouble.empty(), HeterogeneityEstimator.REML).read(folder);
  }

  private String refused() {
    return assertThrows(RefusedException.class, this::read).getMessage();
  }

  private static List<String> names(FleetResults fleet) {
    return fleet.machines().stream().map(Machine::name).toList();
  }

  private static FleetHook hook(FleetResults fleet, String workload, String name) {
    return fleet.cases().stream()
        .filter(c -> c.bench().workload().equals(workload))
        .flatMap(c -> c.hooks().stream())
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Days apart, for else they would be one run. */
  private static Runs machine(int day, double... effects) {
    return Runs.quick().daysLater(day).withEffects(effects);
  }

  @Test
  void eachHookIsSummarisedOverTheMachines() throws Exception {
    save("a.json", machine(0, 0.02, 0.06, 0.15).data());
    save("b.json", machine(1, 0.04, 0.06, 0.25).data());
    save("c.json", machine(2, 0.06, 0.06, 0.35).data());
    FleetResults fleet = read();
    assertEquals(List.of("a", "b", "c"), names(fleet));
    assertEquals(3, fleet.cases().size());
    assertEquals(9, fleet.comparisons());
    RandomEffects tc = hook(fleet, "UdpPackets", "tc").summary().orElseThrow();
    assertEquals(0.04, tc.estimate(), 0.002);
    assertEquals(0.02, tc.tau(), 0.002);
    assertTrue(tc.shareBetween() > 0.9 && tc.heterogeneityP() < 0.01, tc.toString());
    FleetHook same = hook(fleet, "UdpPackets", "xdpgeneric");
    assertEquals(0, same.summary().orElseThrow().tau(), 1e-6);
    assertEquals(Verdict.WORSE, same.verdict());
    // of three unlike machines t has two degrees of freedom: nothing is claimed lightly
    assertEquals(Verdict.INCONCLUSIVE, hook(fleet, "UdpPackets", "tc").verdict());
    assertTrue(hook(fleet, "UdpPackets", "tc").pHolm().getAsDouble() > 0.05);
    assertEquals(List.of(), fleet.notes());
  }

  @Test
  void theNewestRunOfEachMachineIsTaken() throws Exception {
    save("first.json", machine(0, 0.02).onHost("alpha").data());
    save("second.json", machine(1, 0.02).onHost("alpha").data());
    save("beta/hookbench-results/x.json", machine(3, 0.02).data());
    save("beta/hookbench-results/y.json", machine(2, 0.02).data());
    FleetResults fleet = read();
    assertEquals(List.of("alpha", "beta"), names(fleet));
    assertEquals(folder.resolve("second.json"), fleet.machines().get(0).file());
    assertEquals(
        List.of(
            "alpha: the newest of 2 runs, " + folder.resolve("second.json"),
            "beta: the newest of 2 runs, " + folder.resolve("beta/hookbench-results/x.json")),
        fleet.notes());
  }

  @Test
  void machinesThatSayOneNameAreCalledAsTheirFolders() throws Exception {
    save("m1/run.json", machine(0, 0.02).onHost("debian").data());
    save("m2/run.json", machine(1, 0.02).onHost("debian").data());
    save("m3/run.json", machine(2, 0.02).onHost("other").data());
    assertEquals(List.of("m1", "m2", "other"), names(read()));
  }

  @Test
  void aFolderWithTheRunsOfSeveralHostsIsNotOneMachine() throws Exception {
    save("rack/one.json", machine(0, 0.02).onHost("alpha").data());
    save("rack/two.json", machine(1, 0.02).onHost("beta").data());
    save("rack/old.json", machine(2, 0.02).data());
    assertEquals(List.of("alpha", "beta", "rack/old"), names(read()));
  }

  /** An update of HookBench, from which on runs name their host. */
  @Test
  void runsOfAFolderWithAndWithoutAHostAreOfOneMachine() throws Exception {
    save("m1/old.json", machine(0, 0.02).data());
    save("m1/new.json", machine(1, 0.02).onHost("alpha").data());
    save("m2/run.json", machine(2, 0.02).onHost("beta").data());
    assertEquals(List.of("alpha", "beta"), names(read()));
  }

  @Test
  void aHostCalledAsAnothersFolderDoesNotHideIt() throws Exception {
    save("m1/run.json", machine(0, 0.02).onHost("m2").data());
    save("m2/run.json", machine(1, 0.02).data());
    assertEquals(2, names(read()).size());
    assertTrue(names(read()).contains("m2"), names(read()).toString());
  }

  @Test
  void whatNotAllMachinesHaveIsSaid() throws Exception {
    save("a.json", machine(0, 0.02).withHooks(List.of("tc", "xdpdrv")).data());
    save("b.json", machine(1, 0.02).withHooks(List.of("tc")).data());
    FleetResults fleet = read();
    assertTrue(hook(fleet, "UdpPackets", "tc").summary().isPresent());
    assertTrue(hook(fleet, "UdpPackets", "xdpdrv").summary().isEmpty());
    assertEquals(3, fleet.notes().size());
    assertTrue(
        fleet.notes().get(0).startsWith("of 2 machines only these have xdpdrv of TcpRoundTrip")
            && fleet.notes().get(0).endsWith(": a"),
        fleet.notes().toString());
  }

  @Test
  void otherParametersAndOtherUnitsAreOtherCases() throws Exception {
    save("a.json", machine(0, 0.02).data());
    save("b.json", machine(1, 0.02).data());
    save("c.json", changed(machine(2, 0.02).data(), "veth", "packets"));
    FleetResults fleet = read();
    assertEquals(6, fleet.cases().size());
    assertTrue(
        fleet.notes().stream()
            .anyMatch(n -> n.startsWith("of 3 machines only these have UdpPackets")),
        fleet.notes().toString());
  }

  /** Which devices they are differs from machine to machine. */
  @Test
  void devicesAreNoParameter() throws Exception {
    save("a.json", changed(machine(0, 0.02).data(), "netns:./eth0,peer/v1", ""));
    save("b.json", changed(machine(1, 0.02).data(), "netns:./ens3,peer/v9", ""));
    FleetResults fleet = read();
    assertEquals(3, fleet.cases().size());
    assertEquals("netns", fleet.cases().get(0).bench().params().get("link"));
  }

  /** With another link, and another unit unless it is empty. */
  private static RunData changed(RunData run, String link, String unit) {
    List<CaseData> cases =
        run.cases().stream()
            .map(
                c -> {
                  Map<String, String> params = new HashMap<>(c.bench().params());
                  params.put("link", link);
                  Metric m = c.metric();
                  return new CaseData(
                      org.hookbench.framework.experiment.BenchCase.of(
                          c.bench().benchmark(), params),
                      c.arms(),
                      unit.isEmpty()
                          ? m
                          : new Metric(
                              m.name(),
                              unit,
                              m.higherIsBetter(),
                              m.delta(),
                              m.operation(),
                              m.operationsPerBatch(),
                              m.ofOneNano()),
                      c.measurement(),
                      c.forks());
                })
            .toList();
    return new RunData(
        run.version(),
        run.status(),
        run.startedMillis(),
        run.wallNanos(),
        run.arguments(),
        run.design(),
        run.machine(),
        cases,
        run.failures());
  }

  @Test
  void whatCantBeTrustedIsShownAndNotSummarised() throws Exception {
    save("a.json", machine(0, 0.02).data());
    save("b.json", machine(1, 0.02).data());
    save("c.json", machine(2, 0.02).withSilentHook().data());
    FleetResults fleet = read();
    FleetHook tc = hook(fleet, "UdpPackets", "tc");
    assertEquals(3, tc.effects().size());
    assertEquals(2, tc.summary().orElseThrow().machines());
    assertTrue(
        fleet.notes().stream()
            .anyMatch(n -> n.startsWith("c, tc of UdpPackets") && n.contains("untrusted")),
        fleet.notes().toString());
  }

  @Test
  void runsWithoutAnIntervalOrSpreadAreNotSummarised() throws Exception {
    save("a.json", machine(0, 0.02).data());
    save("b.json", machine(1, 0.02).data());
    save("c.json", machine(2, 0.02).withForks(3).data());
    save("d.json", machine(3, 0.02).withoutSpread().data());
    FleetResults fleet = read();
    assertEquals(2, hook(fleet, "UdpPackets", "tc").summary().orElseThrow().machines());
    assertTrue(fleet.notes().toString().contains("needs at least 6 forks, has 3"));
    assertTrue(fleet.notes().toString().contains("all fork estimates are equal"));
  }

  @Test
  void howARunEndedIsSaid() throws Exception {
    save("a.json", machine(0, 0.02).withForks(8).stopped().data());
    save("b.json", machine(1, 0.02).withFailures(List.of("fork 3 ended with 1")).data());
    List<String> notes = read().notes();
    assertTrue(notes.contains("a is partial: the run was stopped"), notes.toString());
    assertTrue(notes.contains("b failed: fork 3 ended with 1"), notes.toString());
  }

  @Test
  void aFolderWithoutTwoMachinesIsRefused() throws Exception {
    assertEquals(folder + ": there is no saved run in it (*.json)", refused());
    save("m1/a.json", machine(0, 0.02).data());
    save("m1/b.json", machine(1, 0.02).data());
    assertTrue(refused().startsWith(folder + ": has runs of one machine only, m1;"), refused());
  }

  @Test
  void aCopyOfARunIsNoFurtherMachine() throws Exception {
    save("m1/a.json", machine(0, 0.02).data());
    save("m2/a.json", machine(0, 0.02).data());
    assertEquals(
        folder.resolve("m1/a.json") + " and " + folder.resolve("m2/a.json") + ": are the same run",
        refused());
  }

  @Test
  void machinesWithNothingInCommonAreRefused() throws Exception {
    save("a.json", machine(0, 0.02).withHooks(List.of("tc")).data());
    save("b.json", machine(1, 0.02).withHooks(List.of("xdpdrv")).data());
    save("c.json", machine(2, 0.02).stoppedAtOnce().data());
    String words = refused();
    assertTrue(words.contains("no two machines have a hook of a workload in common"), words);
    assertTrue(words.contains("c has no case with a complete fork"), words);
    assertEquals(1, words.lines().count());
  }

  @Test
  void whatIsNoFolderIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Fleet fleet = new Fleet(saved::get, OptionalDouble.empty(), HeterogeneityEstimator.DL);
    assertTrue(
        assertThrows(RefusedException.class, () -> fleet.read(file))
            .getMessage()
            .endsWith("is no folder"));
    assertTrue(
        assertThrows(RefusedException.class, () -> fleet.read(folder.resolve("none")))
            .getMessage()
            .endsWith("there is no such folder"));
  }
}
