package org.hookbench.framework.analysis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.evidence.EvidenceCheck;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.CaseData;
import org.hookbench.framework.experiment.Histograms;
import org.hookbench.framework.experiment.Precision;
import org.hookbench.framework.experiment.RunData;
import org.hookbench.framework.stats.Change;
import org.hookbench.framework.stats.Contrast;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Family;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.workload.Metric;

/**
 * From slices to verdicts: pairs each hook's slices with the baseline's of the same cycle, and has
 * all hooks of all cases analysed as one family, and each case's null arm as a family of its own.
 */
public final class Analysis {
  /** Of every interval, but where forks are added for precision. */
  public static final double CONFIDENCE = 0.95;

  private final RunData run;
  private final OptionalDouble delta;
  private final double confidence;

  private Analysis(RunData run, OptionalDouble delta) {
    this.run = run;
    this.confidence = run.design().precision().isPresent() ? Precision.CONFIDENCE : CONFIDENCE;
    this.delta = delta;
  }

  /**
   * Analyses a run; cases without a complete fork are left out.
   *
   * @param delta the smallest effect of interest, a fraction; empty for the run's own
   */
  public static RunResults of(RunData run, OptionalDouble delta) {
    return new Analysis(run, delta).results();
  }

  private RunResults results() {
    List<CaseData> cases =
        run.cases().stream()
            .filter(c -> !c.completeForks().isEmpty())
            .map(LaneCorrection::of)
            .toList();
    List<Contrast> declared = new ArrayList<>();
    for (CaseData c : cases) {
      for (int arm = 2; arm < c.arms().size(); arm++) {
        declared.add(contrast(c, arm));
      }
    }
    Iterator<Effect> effects =
        Family.analyse(declared, confidence, run.design().forks()).iterator();
    List<Contrast> programs = new ArrayList<>();
    for (CaseData c : cases) {
      compared(c).forEach(pair -> programs.add(contrast(c, pair.arm(), pair.less())));
    }
    Iterator<Effect> ofPrograms =
        Family.analyse(programs, confidence, run.design().forks()).iterator();
    List<CaseResult> results = new ArrayList<>();
    for (CaseData c : cases) {
      List<Optional<Effect>> ofArms = new ArrayList<>();
      ofArms.add(Optional.empty());
      ofArms.add(
          Optional.of(
              Family.analyse(List.of(contrast(c, 1)), confidence, run.design().forks()).get(0)));
      for (int arm = 2; arm < c.arms().size(); arm++) {
        ofArms.add(Optional.of(effects.next()));
      }
      LaneCorrection.leftBehind(c)
          .forEach((arm, w) -> ofArms.set(arm, ofArms.get(arm).map(e -> e.with(w))));
      CpuLoad.warning(CpuLoad.of(c.completeForks()))
          .ifPresent(w -> ofArms.replaceAll(effect -> effect.map(e -> e.with(w))));
      results.add(result(c, ofArms, ofPrograms));
    }
    return new RunResults(run, confidence, declared.size(), results);
  }

  private CaseResult result(
      CaseData c, List<Optional<Effect>> effects, Iterator<Effect> ofPrograms) {
    Optional<LatencySummary> baselineLatency = latency(c, 0);
    List<ArmResult> arms = new ArrayList<>();
    List<String> distrust = new ArrayList<>();
    for (int i = 0; i < c.arms().size(); i++) {
      int index = i;
      Arm arm = c.arms().get(i);
      List<ArmEvidence> evidence = evidence(c, i);
      EvidenceCheck check =
          EvidenceCheck.of(arm.hasProgram(), evidence, lost(c, i), operations(c, i));
      check.failures().forEach(f -> distrust.add(arm.id() + ": " + f));
      Optional<Effect> effect = effects.get(i);
      Optional<LatencySummary> latency = i == 0 ? baselineLatency : latency(c, i);
      List<TailEffect> tails =
          i == 0 || latency.isEmpty()
              ? List.of()
              : TailEffect.of(baselineLatency.orElseThrow(), latency.get(), confidence);
      arms.add(
          new ArmResult(
              arm,
              value(c, i),
              effect,
              effect.map(e -> change(c, index, 0, e, v -> v)),
              effect.map(e -> change(c, index, 0, e, v -> c.metric().nanosPerOperation(v))),
              latency,
              tails,
              Traffic.of(evidence),
              check));
    }
    effects
        .get(1)
        .filter(e -> e.verdict().claimsDifference())
        .ifPresent(
            e ->
                distrust.add(
                    "the null arm, which has nothing attached, is "
                        + e.verdict().label()
                        + ": this run can't tell a hook from noise"));
    return new CaseResult(
        c.bench(),
        c.metric(),
        deltaOf(c.metric()),
        c.completeForks().size(),
        c.completeForks().get(0).slices().cycles(),
        ForkCost.cycles(c.completeForks()),
        CpuLoad.of(c.completeForks()),
        List.copyOf(arms),
        parts(c, arms, ofPrograms),
        List.copyOf(distrust));
  }

  /**
   * @param ofPrograms the effects of {@link #compared} of this case and those after it
   */
  private List<Part> parts(CaseData c, List<ArmResult> arms, Iterator<Effect> ofPrograms) {
    List<Part> parts = new ArrayList<>();
    for (Decomposition.Pair pair : Decomposition.of(c.arms())) {
      Contrast contrast = contrast(c, pair.arm(), pair.less());
      Effect effect = Family.analyse(List.of(contrast), confidence, run.design().forks()).get(0);
      parts.add(part(c, arms, pair, effect));
    }
    for (Decomposition.Pair pair : compared(c)) {
      parts.add(part(c, arms, pair, ofPrograms.next()));
    }
    return List.copyOf(parts);
  }

  /** Of a case, the pairs of programs that the user compares. */
  private List<Decomposition.Pair> compared(CaseData c) {
    return run.design()
        .against()
        .map(against -> Decomposition.against(c.arms(), against))
        .orElse(List.of());
  }

  private Part part(CaseData c, List<ArmResult> arms, Decomposition.Pair pair, Effect effect) {
    ArmResult with = arms.get(pair.arm());
    ArmResult without = arms.get(pair.less());
    boolean programs = pair.kind() == Part.Kind.PROGRAM || pair.kind() == Part.Kind.AGAINST;
    return new Part(
        pair.kind(),
        with.arm().id(),
        without.arm().id(),
        effect,
        change(c, pair.arm(), pair.less(), effect, v -> v),
        programs ? less(with, without, Traffic::nanosPerHit) : OptionalDouble.empty(),
        programs ? less(with, without, Traffic::testRunNanos) : OptionalDouble.empty());
  }

  private static OptionalDouble less(
      ArmResult a, ArmResult b, Function<Traffic, OptionalDouble> figure) {
    OptionalDouble x = figure.apply(a.traffic());
    OptionalDouble y = figure.apply(b.traffic());
    return x.isPresent() && y.isPresent()
        ? OptionalDouble.of(x.getAsDouble() - y.getAsDouble())
        : OptionalDouble.empty();
  }

  private Contrast contrast(CaseData c, int arm) {
    return contrast(c, arm, 0);
  }

  private Contrast contrast(CaseData c, int arm, int other) {
    String id = c.bench().benchmark() + c.bench().params() + " " + c.arms().get(arm).id();
    return new Contrast(id, PairedDifferences.logRatios(c, arm, other), deltaOf(c.metric()));
  }

  /** What is asked for now, else what the run was made with, else the metric's own. */
  private double deltaOf(Metric metric) {
    return delta.orElse(run.design().delta().orElse(metric.delta()));
  }

  private static double value(CaseData c, int arm) {
    return Samples.median(
        c.completeForks().stream()
            .mapToDouble(f -> Samples.median(f.slices().values(arm)))
            .toArray());
  }

  private static long lost(CaseData c, int arm) {
    return c.completeForks().stream().mapToLong(f -> f.slices().lostBy(arm)).sum();
  }

  private static long operations(CaseData c, int arm) {
    long batches = c.completeForks().stream().mapToLong(f -> f.slices().batchesBy(arm)).sum();
    return batches * c.metric().operationsPerBatch();
  }

  private static List<ArmEvidence> evidence(CaseData c, int arm) {
    return c.completeForks().stream()
        .map(f -> f.report().orElseThrow().evidence().get(arm))
        .toList();
  }

  private static Optional<LatencySummary> latency(CaseData c, int arm) {
    if (c.completeForks().get(0).report().orElseThrow().histograms().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        LatencySummary.of(
            c.completeForks().stream()
                .map(f -> Histograms.decode(f.report().orElseThrow().histograms().get(arm)))
                .toList()));
  }

  /** What the effect of an arm against another is in a unit, from the same cycles' differences. */
  private Change change(CaseData c, int arm, int other, Effect effect, DoubleUnaryOperator unit) {
    double[][] differences =
        c.completeForks().stream()
            .map(f -> PairedDifferences.differences(f, arm, other, unit))
            .toArray(double[][]::new);
    return Change.of(differences, effect.method(), confidence);
  }
}
