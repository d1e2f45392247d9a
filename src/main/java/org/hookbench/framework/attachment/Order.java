package org.hookbench.framework.attachment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a packet meets before and after a program of tc or tcx, on its side of the device: any
 * verdict but TC_ACT_UNSPEC keeps the packet from those that come later.
 *
 * <p>Source: {@code sch_handle_ingress()} of {@code net/core/dev.c}, {@code tcf_classify()}.
 */
final class Order {
  private static final List<Set<String>> SIDES =
      List.of(Set.of("tcx", "tc"), Set.of("tcx-egress", "tc-egress"));

  private Order() {}

  /**
   * A warning for whoever attached the program.
   *
   * @param all what is attached to the device, in the order that a packet meets it
   * @param hook where the program is
   * @param programId the program's id
   * @return the end of a sentence; empty where nothing else is on its side
   */
  static String words(List<Found> all, String hook, int programId) {
    List<Found> side =
        all.stream()
            .filter(f -> SIDES.stream().anyMatch(s -> s.contains(hook) && s.contains(f.hook())))
            // the others are reached by an action of one in chain 0
            .filter(f -> f.filter().map(key -> key.chain() == 0).orElse(true))
            .toList();
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    List<String> list = before;
    for (Found f : side) {
      if (f.hook().equals(hook) && f.program().filter(p -> p.id() == programId).isPresent()) {
        list = after;
      } else {
        list.add(named(f));
      }
    }
    if (list == before) {
      return "";
    }
    return (before.isEmpty()
            ? ""
            : "; it runs after "
                + String.join(", ", before)
                + ": a packet that is decided on there does not reach it")
        + (after.isEmpty()
            ? ""
            : "; it runs before "
                + String.join(", ", after)
                + ": a packet that it decides on (any verdict but TC_ACT_UNSPEC) does not get there");
  }

  private static String named(Found f) {
    String program =
        f.program()
            .map(p -> " program id " + p.id() + (p.name().isEmpty() ? "" : " (" + p.name() + ")"))
            .orElse("");
    return f.hook()
        + f.filter().map(k -> " filter " + k.kind() + " pref " + k.priority()).orElse("")
        + program;
  }
}
