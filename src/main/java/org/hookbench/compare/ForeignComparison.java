package org.hookbench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.analysis.Analysis;
import org.hookbench.foreign.ForeignSample;
import org.hookbench.stats.MannWhitney;
import org.hookbench.stats.Samples;
import org.hookbench.stats.Warning;

/**
 * Other tools' results, side against side: the samples of one metric of one workload by the exact
 * Mann-Whitney test. Where a run has several values (JMH's iterations of a fork) their mean is the
 * sample; where a side has a single such run its values are taken as they are, labelled
 * PSEUDO-REPLICATED, and the results are not trusted.
 */
final class ForeignComparison {
  private final Request request;
  private final ForeignSide base;
  private final List<ForeignSide> others = new ArrayList<>();
  private final Set<String> distrust = new LinkedHashSet<>();

  private ForeignComparison(Request request) throws IOException {
    this.request = request;
    this.base = ForeignSide.read(request.base());
    for (Side other : request.others()) {
      others.add(ForeignSide.read(other));
    }
  }

  static ComparisonResults of(Request request) throws IOException, RefusedException {
    return new ForeignComparison(request).results();
  }

  /** Two series and the samples that are taken of each. */
  private record Pair(
      ForeignSide otherSide,
      Series.Key key,
      Series base,
      Series other,
      double[] x,
      double[] y,
      boolean pseudo) {
    int fewest() {
      return Math.min(x.length, y.length);
    }
  }

  private ComparisonResults results() throws RefusedException {
    List<Pair> pairs = new ArrayList<>();
    for (ForeignSide other : others) {
      pairs.addAll(pairs(other));
    }
    int testable = (int) pairs.stream().filter(p -> p.fewest() >= MannWhitney.MINIMUM).count();
    Levels levels = new Levels(Analysis.CONFIDENCE, testable);
    List<Candidate> family = pairs.stream().map(p -> candidate(p, levels)).toList();
    List<Warning> warnings = new ArrayList<>(beyondReach(pairs, levels));
    for (ForeignSide other : others) {
      warnings.addAll(ForeignCaveats.notInBoth(base, other, request));
    }
    warnings.addAll(ForeignCaveats.notes(Stream.concat(Stream.of(base), others.stream()).toList()));
    return new ComparisonResults(
        ComparisonResults.Kind.FOREIGN,
        request.base(),
        request.others(),
        Analysis.CONFIDENCE,
        testable,
        FamilyVerdicts.decide(family, levels),
        warnings,
        List.copyOf(distrust));
  }

  /** Samples so few that no result whatever survives Holm over so many comparisons. */
  private static List<Warning> beyondReach(List<Pair> pairs, Levels levels) {
    double wanted = levels.alpha() / Math.max(1, levels.comparisons());
    boolean any =
        pairs.stream()
            .filter(p -> p.fewest() >= MannWhitney.MINIMUM)
            .anyMatch(p -> MannWhitney.smallestP(p.x().length, p.y().length) > wanted);
    if (!any) {
      return List.of();
    }
    String text =
        String.format(
            Locale.ROOT,
            "among %d comparisons no difference, however large, can be shown with fewer than %d"
                + " samples a side (Holm); compare fewer metrics (--metric) or take more samples",
            levels.comparisons(),
            FamilyVerdicts.samplesFor(wanted));
    return List.of(new Warning(Warning.Kind.HOLM, text));
  }

  private List<Pair> pairs(ForeignSide other) throws RefusedException {
    List<Series.Key> common =
        base.series().keySet().stream().filter(other.series()::containsKey).toList();
    if (common.isEmpty()) {
      throw new RefusedException(ForeignCaveats.nothingCommon(base, other));
    }
    List<Series.Key> wanted = common.stream().filter(k -> request.wantsMetric(k.metric())).toList();
    if (wanted.isEmpty()) {
      throw new RefusedException(
          "no common metric called "
              + String.join(", ", request.metrics())
              + " in "
              + base.side().names()
              + " and "
              + other.side().names()
              + ", which have "
              + common.stream()
                  .map(Series.Key::metric)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    List<Pair> pairs = new ArrayList<>();
    for (Series.Key key : wanted) {
      requireOneUnit(key, other);
      pairs.add(pair(key, other));
    }
    if (pairs.stream().allMatch(p -> p.fewest() == 1)) {
      Series.Key key = wanted.get(0);
      ForeignSide single = pairs.get(0).x().length == 1 ? base : other;
      throw new RefusedException(
          single.filesWith(key)
              + ": one sample of "
              + key
              + ", which is nothing to compare; needs at least "
              + MannWhitney.MINIMUM
              + " a side");
    }
    return pairs;
  }

  private Pair pair(Series.Key key, ForeignSide otherSide) {
    Series a = base.series().get(key);
    Series b = otherSide.series().get(key);
    boolean replicates = a.hasReplicates() || b.hasReplicates();
    boolean pseudo = replicates && Math.min(a.runs().size(), b.runs().size()) < 2;
    return pseudo
        ? new Pair(otherSide, key, a, b, a.values(), b.values(), true)
        : new Pair(otherSide, key, a, b, a.runMeans(), b.runMeans(), false);
  }

  private void requireOneUnit(Series.Key key, ForeignSide other) throws RefusedException {
    List<ForeignSample> all = new ArrayList<>(base.series().get(key).samples());
    all.addAll(other.series().get(key).samples());
    ForeignSample first = all.get(0);
    for (ForeignSample s : all) {
      if (!s.unit().equals(first.unit()) || s.higherIsBetter() != first.higherIsBetter()) {
        throw new RefusedException(
            "mixed units of "
                + key
                + ": "
                + first.unit()
                + " in "
                + first.source()
                + ", "
                + s.unit()
                + " in "
                + s.source());
      }
    }
  }

  private Candidate candidate(Pair p, Levels levels) {
    ForeignSample s = p.base().any();
    Finding found = RankTest.of(p.x(), p.y(), s.higherIsBetter(), levels);
    List<Warning> warnings = new ArrayList<>(found.warnings());
    Rounding.of(Stream.of(p.base(), p.other()).flatMap(v -> v.samples().stream()).toList())
        .ifPresent(warnings::add);
    if (p.pseudo()) {
      warnings.add(
          new Warning(
              Warning.Kind.PSEUDO_REPLICATED,
              "PSEUDO-REPLICATED: iterations of one fork are not independent; the test claims"
                  + " too much. Run JMH with -f 4 or more a side"));
      distrust.add(
          p.otherSide().label()
              + " against "
              + base.label()
              + ": PSEUDO-REPLICATED, a side has one JMH fork");
    }
    return new Candidate(
        Basis.SAMPLES,
        p.otherSide().label(),
        new Subject(
            p.key().workload(),
            "",
            p.key().metric(),
            s.unit(),
            s.higherIsBetter(),
            request.delta().orElse(ForeignDelta.of(s))),
        new Measured(p.x().length, Samples.median(p.x()), OptionalDouble.empty()),
        new Measured(p.y().length, Samples.median(p.y()), OptionalDouble.empty()),
        new Finding(
            found.relative(), found.change(), found.p(), found.mde(), List.copyOf(warnings)));
  }
}
