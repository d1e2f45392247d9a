package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.experiment.Arm;
import org.hookbench.framework.stats.Effect;
import org.hookbench.framework.stats.Verdict;
import org.hookbench.framework.stats.Warning;

/**
 * What a reader should know of a case beside its numbers, each thing said once: {@code tc,
 * xdpgeneric: assumes normal forks}; counts of the same thing on one line: {@code retransmits: none
 * 6, tc 4}.
 */
final class Notes {
  private static final Pattern COUNTED = Pattern.compile("(\\d+) (.+)");

  /** From so many arms on, "all" is said where it is all. */
  private static final int MANY = 4;

  private final CaseResult result;
  private final ArmNames names;
  private final Map<String, List<String>> armsOfText = new LinkedHashMap<>();
  private final Map<String, List<String>> countsOfThing = new LinkedHashMap<>();

  private Notes(CaseResult result) {
    this.result = result;
    this.names = ArmNames.of(result);
  }

  /** One line each, what matters most first. */
  static List<String> of(CaseResult result) {
    return new Notes(result).lines();
  }

  private List<String> lines() {
    for (ArmResult a : result.arms()) {
      a.effect().ifPresent(e -> e.warnings().forEach(w -> warning(a, e, w)));
      a.evidence().notes().forEach(n -> evidence(a, n));
      a.effect().ifPresent(e -> undecided(a, e));
    }
    List<String> lines = new ArrayList<>();
    armsOfText.forEach((text, arms) -> lines.add(who(arms) + ": " + names.in(text)));
    countsOfThing.forEach((thing, counts) -> lines.add(thing + ": " + String.join(", ", counts)));
    return lines;
  }

  private void warning(ArmResult a, Effect e, Warning w) {
    if (w.kind() == Warning.Kind.OUTLIERS && w.count().isPresent()) {
      count(
          "cycles far from their fork's median (kept), of " + w.count().get().of(),
          a,
          Long.toString(w.count().get().found()));
    } else if (w.kind() == Warning.Kind.DRIFT && e.drift().overFork().isPresent()) {
      count(
          "drift over a fork, %",
          a,
          Numbers.percent(Direction.of(result.metric()).log(e.drift().overFork().getAsDouble())));
    } else if (w.kind() == Warning.Kind.AUTOCORRELATION && e.drift().lag1().isPresent()) {
      count(
          "neighbouring cycles correlate, lag 1",
          a,
          Numbers.signed(e.drift().lag1().getAsDouble(), 2));
    } else {
      say(w.text(), a);
    }
  }

  private void evidence(ArmResult a, String note) {
    Matcher counted = COUNTED.matcher(note);
    if (counted.matches()) {
      count(Plain.text(counted.group(2)), a, counted.group(1));
    } else {
      say(note, a);
    }
  }

  private void undecided(ArmResult a, Effect e) {
    if (e.verdict() == Verdict.INCONCLUSIVE && e.mde().isPresent()) {
      String mde = Numbers.share(e.mde().getAsDouble()) + "%";
      count(
          "undecided; smallest effect that would show, and forks to decide",
          a,
          e.forksToDecide().isPresent() ? mde + " -f " + e.forksToDecide().getAsInt() : mde);
    }
  }

  private void say(String text, ArmResult a) {
    armsOfText.computeIfAbsent(text, t -> new ArrayList<>()).add(names.of(a.arm()));
  }

  private void count(String thing, ArmResult a, String value) {
    countsOfThing
        .computeIfAbsent(thing, t -> new ArrayList<>())
        .add(names.of(a.arm()) + " " + value);
  }

  private String who(List<String> arms) {
    if (arms.size() >= MANY && arms.equals(ids(r -> r != Arm.Role.BASELINE))) {
      return "all";
    }
    return arms.size() >= MANY && arms.equals(ids(r -> r == Arm.Role.HOOK))
        ? "all hooks"
        : String.join(", ", arms);
  }

  private List<String> ids(Predicate<Arm.Role> role) {
    return result.arms().stream()
        .map(ArmResult::arm)
        .filter(a -> role.test(a.role()))
        .map(names::of)
        .toList();
  }
}
