package org.hookbench.tool.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hookbench.framework.analysis.ArmResult;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.Part;
import org.hookbench.framework.stats.Interval;

/**
 * What the costs of a case are made of: paired differences with an arm that lacks just a part, and
 * of native XDP on veth what is not its program's own run.
 */
final class WhereItGoes {
  private static final Set<String> NATIVE_XDP = Set.of("xdpdrv", "xdpdrv-link");
  private static final String NANOS_A_PACKET = "ns/packet";

  private static final Map<Part.Kind, String> MEANINGS =
      new EnumMap<>(
          Map.of(
              Part.Kind.OFFLOADS,
              "offloads lost: nothing attached, but the offloads as the hook leaves them, minus"
                  + " none",
              Part.Kind.ATTACHING,
              "attaching: attached and detached before each slice, minus none",
              Part.Kind.HOOK,
              "empty hook: the hook with pass, minus its matched baseline",
              Part.Kind.PROGRAM,
              "program: minus pass at the same hook",
              Part.Kind.AGAINST,
              "minus: against that program at the same hook"));

  private final CaseResult result;
  private final ArmNames names;
  private final boolean hasPrograms;
  private final List<ArmResult> onVeth;

  WhereItGoes(CaseResult result) {
    this.result = result;
    this.names = ArmNames.of(result);
    this.hasPrograms = hasPrograms(result);
    this.onVeth = onVeth(result);
  }

  /** Whether the run has nothing to tell it by. */
  boolean isEmpty() {
    return result.parts().isEmpty() && onVeth.isEmpty();
  }

  /** A row a part. */
  Grid grid() {
    Grid grid = new Grid().text("arm", "part", "change, %").numbers(result.metric().unit());
    if (hasPrograms) {
      grid.numbers("ns/run", "test run");
    }
    for (Part p : result.parts()) {
      List<String> row = new ArrayList<>();
      row.add(names.ofId(p.arm()));
      row.add(p.kind() == Part.Kind.AGAINST ? "minus " + names.ofId(p.less()) : p.kind().words());
      row.add(Numbers.effect(Direction.of(result.metric()), p.effect()));
      row.add(Numbers.change(p.change(), p.changeInterval()));
      if (hasPrograms) {
        row.add(Numbers.value(p.runNanos()));
        row.add(Numbers.value(p.testRunNanos()));
      }
      grid.row(row);
    }
    for (ArmResult arm : onVeth) {
      List<String> row = new ArrayList<>();
      row.add(names.of(arm.arm()));
      row.add("veth's XDP frame");
      row.add("");
      row.add(frame(arm));
      if (hasPrograms) {
        row.add("");
        row.add("");
      }
      grid.row(row);
    }
    return grid;
  }

  /** What the rows and columns are. */
  String note() {
    Set<Part.Kind> kinds = EnumSet.noneOf(Part.Kind.class);
    result.parts().forEach(p -> kinds.add(p.kind()));
    List<String> meanings = new ArrayList<>();
    kinds.forEach(kind -> meanings.add(MEANINGS.get(kind)));
    if (!onVeth.isEmpty()) {
      meanings.add(
          "veth's XDP frame: what the hook costs, minus a run of its empty program by"
              + " BPF_PROG_TEST_RUN: veth makes an XDP frame of each skb, and an skb of it again");
    }
    String note = String.join("; ", meanings);
    return hasPrograms
        ? note
            + ". ns/run is the kernel's account of the program less that of the other, test run the"
            + " same by BPF_PROG_TEST_RUN: of a small program neither is the truth, which the"
            + " paired difference is nearer to"
        : note;
  }

  private static boolean hasPrograms(CaseResult result) {
    return result.parts().stream()
        .map(Part::kind)
        .anyMatch(kind -> kind == Part.Kind.PROGRAM || kind == Part.Kind.AGAINST);
  }

  /** Native XDP with the empty program, where the metric counts packets and the device is veth. */
  private static List<ArmResult> onVeth(CaseResult result) {
    boolean isVeth = "veth".equals(result.bench().params().get("link"));
    if (!isVeth || !result.metric().unit().equals(NANOS_A_PACKET)) {
      return List.of();
    }
    return result.arms().stream()
        .filter(a -> a.arm().hasEmptyProgram() && a.arm().hook().depth() == 1)
        .filter(a -> NATIVE_XDP.contains(a.arm().hook().hook()))
        .filter(a -> a.change().isPresent() && a.traffic().testRunNanos().isPresent())
        .toList();
  }

  private static String frame(ArmResult arm) {
    double program = arm.traffic().testRunNanos().orElseThrow();
    Optional<Double> rest = arm.change().map(cost -> cost - program);
    Optional<Interval> interval =
        arm.changeInterval()
            .map(i -> new Interval(i.low() - program, i.high() - program, i.confidence()));
    return (Numbers.change(rest, interval) + " " + Numbers.changeInterval(rest, interval)).strip();
  }
}
