package org.hookbench.tool.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hookbench.framework.analysis.Analysis;
import org.hookbench.framework.stats.MannWhitney;
import org.hookbench.framework.stats.Samples;
import org.hookbench.framework.stats.Warning;
import org.hookbench.tool.input.InputSample;

/**
 * Other tools' results, side against side: the samples of one metric of one workload by the exact
 * Mann-Whitney test, or where they are too few for it by Welch's t. Where a run has several values
 * (JMH's iterations of a fork) their mean is the sample; where a side has a single such run its
 * values are taken as they are, labelled PSEUDO-REPLICATED, and the results are not trusted.
 */
final class InputComparison {
  private final Request request;
  private final InputSide base;
  private final List<InputSide> others = new ArrayList<>();
  private final Set<String> distrust = new LinkedHashSet<>();

  private InputComparison(Request request) throws IOException {
    this.request = request;
    this.base = InputSide.read(request.base());
    for (Side other : request.others()) {
      others.add(InputSide.read(other));
    }
  }

  static ComparisonResults of(Request request) throws IOException, RefusedException {
    return new InputComparison(request).results();
  }

  /** Two series and the samples that are taken of each. */
  private record Pair(
      InputSide otherSide,
      Series.Key key,
      Series base,
      Series other,
      double[] x,
      double[] y,
      boolean pseudo,
      UnlikeConditions unlike) {
    int fewest() {
      return Math.min(x.length, y.length);
    }

    boolean isTestable() {
      return fewest() >= FewSamples.MINIMUM && unlike.deciding().isEmpty();
    }

    boolean areFew() {
      return FewSamples.are(x.length, y.length);
    }

    Finding compare(boolean higherIsBetter, Levels levels) {
      if (!unlike.deciding().isEmpty()) {
        return Finding.none(unlike.reason());
      }
      boolean positive =
          DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).allMatch(v -> v > 0);
      return areFew() && positive
          ? FewSamples.of(
              x,
              y,
              Rounding.largestShare(base.samples()),
              Rounding.largestShare(other.samples()),
              higherIsBetter,
              levels)
          : RankTest.of(x, y, higherIsBetter, levels);
    }
  }

  private ComparisonResults results() throws RefusedException {
    List<Pair> pairs = new ArrayList<>();
    for (InputSide other : others) {
      pairs.addAll(pairs(other));
    }
    Predicate<Pair> again = p -> isGoodputAgain(p, pairs);
    int testable = (int) pairs.stream().filter(again.negate()).filter(Pair::isTestable).count();
    Levels levels = new Levels(Analysis.CONFIDENCE, testable);
    List<Warning> warnings = new ArrayList<>(beyondReach(pairs, levels));
    if (pairs.stream().anyMatch(again)) {
      warnings.add(
          new Warning(
              Warning.Kind.TOOL,
              "transfer is goodput times the duration: the two count once for Holm"));
    }
    warnings.addAll(UnlikeConditions.notes(pairs.stream().map(Pair::unlike).toList()));
    List<String> gone = new ArrayList<>();
    for (InputSide other : others) {
      warnings.addAll(InputCaveats.notInBoth(base, other, request));
      gone.addAll(InputCaveats.gone(base, other, request));
    }
    warnings.addAll(InputCaveats.notes(Stream.concat(Stream.of(base), others.stream()).toList()));
    return new ComparisonResults(
        ComparisonResults.Kind.FOREIGN,
        request.base(),
        request.others(),
        Analysis.CONFIDENCE,
        testable,
        decide(pairs, again, levels),
        warnings,
        gone,
        List.copyOf(distrust));
  }

  /**
   * Whether it is a transfer whose goodput is compared too. Of a run of a given time it is the
   * goodput times that, and of a given amount it is that amount: the same question, asked twice.
   */
  private static boolean isGoodputAgain(Pair pair, List<Pair> pairs) {
    return pair.key().metric().equals("transfer")
        && pairs.stream()
            .filter(p -> p.otherSide() == pair.otherSide() && p.isTestable())
            .map(Pair::key)
            .anyMatch(k -> k.equals(new Series.Key(pair.key().workload(), "goodput")));
  }

  /** Each in the order of the pairs; what repeats a question has no part in the correction. */
  private List<Comparison> decide(List<Pair> pairs, Predicate<Pair> again, Levels levels) {
    Iterator<Comparison> family = decide(pairs.stream().filter(again.negate()), levels);
    Iterator<Comparison> repeated = decide(pairs.stream().filter(again), levels);
    return pairs.stream().map(p -> (again.test(p) ? repeated : family).next()).toList();
  }

  private Iterator<Comparison> decide(Stream<Pair> pairs, Levels levels) {
    List<Candidate> candidates = pairs.map(p -> candidate(p, levels)).toList();
    return FamilyVerdicts.decide(candidates, levels).iterator();
  }

  /** Samples so few that no result whatever survives Holm over so many comparisons. */
  private static List<Warning> beyondReach(List<Pair> pairs, Levels levels) {
    double wanted = levels.alpha() / Math.max(1, levels.comparisons());
    boolean any =
        pairs.stream()
            .filter(p -> p.isTestable() && !p.areFew())
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

  private List<Pair> pairs(InputSide other) throws RefusedException {
    List<Series.Key> common =
        base.series().keySet().stream().filter(other.series()::containsKey).toList();
    if (common.isEmpty()) {
      throw new RefusedException(InputCaveats.nothingCommon(base, other));
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
      InputSide single = pairs.get(0).x().length == 1 ? base : other;
      throw new RefusedException(
          single.filesWith(key)
              + ": one sample of "
              + key
              + ", which is nothing to compare; needs at least "
              + FewSamples.MINIMUM
              + " a side, and "
              + MannWhitney.MINIMUM
              + " for a test that does not assume normal runs");
    }
    return pairs;
  }

  private Pair pair(Series.Key key, InputSide otherSide) {
    Series a = base.series(key);
    Series b = otherSide.series(key);
    boolean replicates = a.hasReplicates() || b.hasReplicates();
    boolean pseudo = replicates && Math.min(a.runs().size(), b.runs().size()) < 2;
    UnlikeConditions unlike = UnlikeConditions.of(base.label(), a, otherSide.label(), b);
    return pseudo
        ? new Pair(otherSide, key, a, b, a.values(), b.values(), true, unlike)
        : new Pair(otherSide, key, a, b, a.runMeans(), b.runMeans(), false, unlike);
  }

  private void requireOneUnit(Series.Key key, InputSide other) throws RefusedException {
    List<InputSample> all = new ArrayList<>(base.series(key).samples());
    all.addAll(other.series(key).samples());
    InputSample first = all.get(0);
    for (InputSample s : all) {
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
    InputSample s = p.base().any();
    Finding found = p.compare(s.higherIsBetter(), levels);
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
        p.areFew() ? Basis.FEW_SAMPLES : Basis.SAMPLES,
        p.otherSide().label(),
        new Subject(
            p.key().workload(),
            "",
            p.key().metric(),
            s.unit(),
            s.higherIsBetter(),
            request.delta().orElse(InputDelta.of(s))),
        Measured.of(p.x().length, Samples.median(p.x())),
        Measured.of(p.y().length, Samples.median(p.y())),
        new Finding(
            found.relative(), found.change(), found.p(), found.mde(), List.copyOf(warnings)));
  }
}
