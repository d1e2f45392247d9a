package org.hookbench.tool.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.experiment.BenchCase;
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.HeterogeneityEstimator;
import org.hookbench.framework.stats.Holm;
import org.hookbench.framework.stats.RandomEffects;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;
import org.hookbench.framework.workload.Metric;
import org.hookbench.tool.compare.CaseKey;
import org.hookbench.tool.compare.CaseNames;

/** Puts the cases of many machines together, and summarises each hook over them. */
final class FleetCases {
  /** Parameters that name a place, which differs from machine to machine. */
  private static final List<String> PLACES = List.of("link", "peer");

  /** Forks that differ by less differ by rounding alone, and would outweigh every other machine. */
  private static final double LEAST_SPREAD = 1e-9;

  private static final Set<Warning.Kind> NO_INTERVAL =
      EnumSet.of(Warning.Kind.TOO_FEW_FORKS, Warning.Kind.NO_SPREAD);

  private static final double ALPHA = 1 - Analysis.CONFIDENCE;

  private record HookKey(HookChain hook, Optional<String> program) {}

  private final List<Machine> machines;
  private final HeterogeneityEstimator estimator;
  private final List<String> notes = new ArrayList<>();
  private int comparisons;

  FleetCases(List<Machine> machines, HeterogeneityEstimator estimator) {
    this.machines = machines;
    this.estimator = estimator;
  }

  /** One line each. */
  List<String> notes() {
    return notes;
  }

  /** The summaries that Holm's correction is over. */
  int comparisons() {
    return comparisons;
  }

  /** All cases. */
  List<FleetCase> judged() {
    Map<CaseKey, Map<String, CaseResult>> byCase = new LinkedHashMap<>();
    for (Machine m : machines) {
      for (CaseResult c : m.cases()) {
        byCase
            .computeIfAbsent(CaseKey.of(c, withoutPlaces(c.bench())), k -> new TreeMap<>())
            .putIfAbsent(m.name(), c);
      }
    }
    List<FleetCase> cases = new ArrayList<>();
    byCase.forEach((key, ofMachines) -> cases.add(put(key, ofMachines)));
    return decide(cases);
  }

  /** Whether two machines have a hook of a case in common. */
  static boolean haveAnythingInCommon(List<FleetCase> cases) {
    return cases.stream().flatMap(c -> c.hooks().stream()).anyMatch(h -> h.effects().size() > 1);
  }

  /** Of {@code netns:a/v0,b/v1} only {@code netns}. */
  private static BenchCase withoutPlaces(BenchCase bench) {
    Map<String, String> params = new TreeMap<>(bench.params());
    PLACES.forEach(p -> params.computeIfPresent(p, (name, value) -> value.replaceFirst(":.*", "")));
    return new BenchCase(bench.benchmark(), bench.workload(), params);
  }

  private FleetCase put(CaseKey key, Map<String, CaseResult> ofMachines) {
    String title = CaseNames.title(key.bench());
    lacking(title + ", " + key.measure(), ofMachines.keySet(), machines.size());
    Map<HookKey, List<FleetEffect>> byHook = new LinkedHashMap<>();
    ofMachines.forEach(
        (machine, c) -> {
          for (ArmResult a : c.arms()) {
            if (a.arm().role() == Arm.Role.HOOK) {
              HookKey hook = new HookKey(a.arm().hook(), a.arm().program());
              byHook
                  .computeIfAbsent(hook, h -> new ArrayList<>())
                  .add(new FleetEffect(machine, c, a, leftOut(c, a)));
            }
          }
        });
    List<FleetHook> hooks = new ArrayList<>();
    byHook.forEach(
        (hook, effects) -> {
          String name = effects.get(0).arm().arm().id();
          lacking(
              name + " of " + title,
              effects.stream().map(FleetEffect::machine).toList(),
              ofMachines.size());
          hooks.add(summarised(name, effects, title));
        });
    double delta = ofMachines.values().stream().mapToDouble(CaseResult::delta).max().orElseThrow();
    if (ofMachines.values().stream().anyMatch(c -> c.delta() != delta)) {
      notes.add("the machines' delta of " + title + " differs; the summary's is the largest");
    }
    Metric metric = ofMachines.values().iterator().next().metric();
    return new FleetCase(key.bench(), metric, delta, hooks);
  }

  private void lacking(String what, Collection<String> having, int all) {
    if (having.size() < all) {
      notes.add(
          "of " + all + " machines only these have " + what + ": " + String.join(", ", having));
    }
  }

  private static Optional<String> leftOut(CaseResult c, ArmResult a) {
    if (!c.isTrusted()) {
      return Optional.of("untrusted, " + c.distrust().get(0));
    }
    Effect e = a.effect().orElseThrow();
    if (e.interval().isEmpty()) {
      return Optional.of(
          e.warnings().stream()
              .filter(w -> NO_INTERVAL.contains(w.kind()))
              .map(Warning::text)
              .findFirst()
              .orElse("it has no interval"));
    }
    DoubleSummaryStatistics forks = Arrays.stream(e.forkEstimates()).summaryStatistics();
    return forks.getMax() - forks.getMin() < LEAST_SPREAD
        ? Optional.of("all fork estimates are equal")
        : Optional.empty();
  }

  private FleetHook summarised(String name, List<FleetEffect> effects, String title) {
    for (FleetEffect e : effects) {
      e.leftOut()
          .ifPresent(
              why ->
                  notes.add(
                      e.machine() + ", " + name + " of " + title + " is not summarised: " + why));
    }
    List<double[]> forks =
        effects.stream()
            .filter(e -> e.leftOut().isEmpty())
            .map(e -> e.arm().effect().orElseThrow().forkEstimates())
            .toList();
    Optional<RandomEffects> summary =
        forks.size() < RandomEffects.MINIMUM
            ? Optional.empty()
            : Optional.of(RandomEffects.ofForks(forks, estimator));
    return new FleetHook(name, effects, summary, OptionalDouble.empty(), Verdict.INCONCLUSIVE);
  }

  private List<FleetCase> decide(List<FleetCase> cases) {
    double[] p =
        cases.stream()
            .flatMap(c -> c.hooks().stream())
            .flatMap(h -> h.summary().stream())
            .mapToDouble(RandomEffects::p)
            .toArray();
    comparisons = p.length;
    double[] adjusted = Holm.adjust(p);
    List<FleetCase> judged = new ArrayList<>();
    int next = 0;
    for (FleetCase c : cases) {
      List<FleetHook> hooks = new ArrayList<>();
      for (FleetHook h : c.hooks()) {
        if (h.summary().isEmpty()) {
          hooks.add(h);
        } else {
          double pHolm = adjusted[next++];
          hooks.add(
              h.judged(OptionalDouble.of(pHolm), verdict(h.summary().get(), c.delta(), pHolm)));
        }
      }
      judged.add(new FleetCase(c.bench(), c.metric(), c.delta(), hooks));
    }
    return judged;
  }

  private static Verdict verdict(RandomEffects summary, double delta, double pHolm) {
    Verdict claim =
        Verdict.of(
            summary.interval(1 - ALPHA),
            Optional.of(summary.interval(1 - 2 * ALPHA)),
            Math.log1p(-delta),
            Math.log1p(delta));
    return claim.claimsDifference() && pHolm > ALPHA ? Verdict.INCONCLUSIVE : claim;
  }

  /** Which machine has what. */
  String described() {
    return machines.stream()
        .map(
            m ->
                m.name()
                    + " has "
                    + (m.cases().isEmpty()
                        ? "no case with a complete fork"
                        : m.cases().stream()
                            .map(FleetCases::described)
                            .distinct()
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining("; "));
  }

  private static String described(CaseResult c) {
    String hooks =
        c.arms().stream()
            .filter(a -> a.arm().role() == Arm.Role.HOOK)
            .map(a -> a.arm().id())
            .collect(Collectors.joining(" and "));
    return hooks
        + " of "
        + CaseNames.title(withoutPlaces(c.bench()))
        + ", "
        + c.metric().name()
        + " in "
        + c.metric().unit();
  }
}
