package org.hookbench.tool.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.Arms;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Deals;
import org.hookbench.framework.experiment.Design;
import org.hookbench.framework.experiment.ForkData;
import org.hookbench.framework.experiment.ForkReport;
import org.hookbench.framework.experiment.Measurement;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.experiment.Slices;
import org.hookbench.testing.BuiltIn;

/**
 * A run made of a seed: lanes of 1 % standard deviation a fork and slices of 3 %, around 1000 in
 * the metric's unit, with a known log effect a hook (+ is worse).
 */
final class SyntheticRun {
  private static final double LANE = 0.01;
  private static final double SLICE = 0.03;

  final Map<String, Double> effects = new LinkedHashMap<>();
  final Map<String, String> machine = new LinkedHashMap<>(Map.of("kernel", "6.1", "cpu", "x"));
  final Map<String, String> params = new LinkedHashMap<>(Map.of("payload", "64"));
  String workload = "UdpPackets";
  List<String> programs = List.of("pass");
  RunData.Status status = RunData.Status.COMPLETE;
  List<String> failures = List.of();
  double nullEffect;
  double level = 1000;
  int forks = 10;
  int cycles = 20;
  boolean programsRan = true;
  private final long seed;

  SyntheticRun(long seed) {
    this.seed = seed;
  }

  static SyntheticRun of(long seed, String hook, double effect) {
    SyntheticRun run = new SyntheticRun(seed);
    run.effects.put(hook, effect);
    return run;
  }

  RunData data() {
    return data(List.of(caseData()));
  }

  RunData data(List<CaseData> cases) {
    return new RunData(
        "test",
        status,
        seed,
        1_000_000_000L,
        List.of(),
        Design.of(forks, 1, seed),
        machine,
        cases,
        failures);
  }

  CaseData caseData() {
    SplittableRandom random = new SplittableRandom(seed);
    List<Arm> arms =
        Arms.parse(String.join(",", List.copyOf(effects.keySet())), String.join(",", programs));
    List<ForkData> data = new ArrayList<>();
    for (int f = 0; f < forks; f++) {
      data.add(fork(f, arms, random));
    }
    BenchCase bench = BenchCase.of("org.hookbench.bench." + workload + ".run", params);
    return new CaseData(
        bench, arms, BuiltIn.workload(bench).metric(), new Measurement(cycles, 1, 5_000_000), data);
  }

  private ForkData fork(int number, List<Arm> arms, SplittableRandom random) {
    double[] lane = arms.stream().mapToDouble(a -> effect(a) + LANE * gauss(random)).toArray();
    Slices slices = new Slices(arms.size(), cycles * arms.size());
    boolean rate = workload.equals("TcpStream");
    for (int c = 0; c < cycles; c++) {
      for (int a = 0; a < lane.length; a++) {
        double cost = lane[a] + SLICE * gauss(random);
        slices.add(a, slices.size(), level * Math.exp(rate ? -cost : cost), 10, 0);
      }
    }
    List<ArmEvidence> evidence =
        arms.stream()
            .map(
                a -> {
                  long hits = a.role() == Arm.Role.HOOK && programsRan ? 100 : 0;
                  return new ArmEvidence(
                      true,
                      List.of(new ArmEvidence.Pass(100, 100, 6400, hits, 2000)),
                      1000,
                      64000,
                      0,
                      List.of(),
                      null,
                      null,
                      null);
                })
            .toList();
    return new ForkData(
        number,
        0,
        slices,
        Optional.of(
            new ForkReport(seed, Deals.draw(arms.size(), 1, seed), evidence, List.of(), 0, null)));
  }

  private double effect(Arm arm) {
    return switch (arm.role()) {
      case BASELINE -> 0;
      case NULL, MATCHED -> nullEffect;
      case HOOK -> effects.get(arm.hook().toString());
    };
  }

  private static double gauss(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
