package org.hookbench.tool.cli.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hookbench.framework.Benchmarks;
import org.hookbench.framework.hook.Chain;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.lanes.LinkSettings;
import org.hookbench.framework.workload.Workload;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;

/** Which hooks are measured by which workloads. */
final class HookChoice {
  private static final String ALL = "all";

  private HookChoice() {}

  /**
   * The hooks to compare with none.
   *
   * @param asked names as the user wrote them, or {@code all}
   * @param depths how many programs to attach at each, as the user wrote them
   * @param had whether this machine has a hook, for {@code all}
   * @throws UserException for an unknown one
   */
  static List<String> of(List<String> asked, List<String> depths, Predicate<Hook> had) {
    List<String> known = Hooks.all().stream().map(Hook::name).toList();
    Set<String> hooks = new LinkedHashSet<>();
    for (String h : asked) {
      if (h.equals(ALL)) {
        Hooks.all().stream().filter(had).map(Hook::name).forEach(hooks::add);
      } else if (Chain.parse(h).isPresent()) {
        hooks.add(h);
      } else {
        throw Suggest.unknown("hook", h, known);
      }
    }
    // the baseline is there in any case
    hooks.remove(Hooks.none().name());
    return hooks.stream().flatMap(h -> chains(h, depths, isAll(asked))).distinct().toList();
  }

  /** A hook at every depth; where only one program can be attached, at depth 1. */
  private static Stream<String> chains(String hook, List<String> depths, boolean all) {
    List<String> chains = new ArrayList<>();
    for (String depth : depths) {
      String text = Chain.text(hook, depth);
      Chain chain =
          Chain.parse(text)
              .orElseThrow(
                  () ->
                      UserException.usage(
                          "depth="
                              + depth
                              + " is not a number of programs from 1 to "
                              + Chain.MOST));
      if (chain.depth() == 1 || chain.hook().takesSeveral()) {
        chains.add(text);
      } else if (!all && !depths.contains("1")) {
        throw UserException.usage(
            "hook="
                + hook
                + " holds one program; a chain of tail calls is -p program=tailcall@depth="
                + depth);
      }
    }
    return chains.stream();
  }

  /** Whether {@code all} is among the names. */
  static boolean isAll(List<String> asked) {
    return asked.contains(ALL);
  }

  /** The hooks that some case exercises. */
  static List<String> exercised(List<String> hooks, List<AskedCase> cases) {
    return hooks.stream()
        .filter(h -> cases.stream().anyMatch(c -> isExercised(hook(h), c)))
        .toList();
  }

  /**
   * Whether a workload that was not asked for is measured: one of the default suite where it
   * exercises a hook, any other only for a hook that none of the suite exercises.
   */
  static boolean isNeeded(Workload workload, List<String> hooks) {
    return hooks.isEmpty()
        ? workload.inDefaultSuite()
        : hooks.stream().anyMatch(h -> isNeeded(workload, hook(h)));
  }

  private static boolean isNeeded(Workload workload, Hook hook) {
    return hook.runsOn(workload.events())
        && (workload.inDefaultSuite()
            || Benchmarks.workloads().values().stream()
                .filter(Workload::inDefaultSuite)
                .noneMatch(w -> hook.runsOn(w.events())));
  }

  /**
   * Of each case, the hooks to measure.
   *
   * @param named whether the workloads were asked for: then each hook that they exercise
   */
  static Map<AskedCase, List<String>> ofCases(
      List<String> hooks, List<AskedCase> cases, boolean named) {
    Map<AskedCase, List<String>> measured = new LinkedHashMap<>();
    for (AskedCase c : cases) {
      measured.put(
          c,
          hooks.stream()
              .filter(h -> isExercised(hook(h), c))
              .filter(h -> named || isNeeded(c.workload(), hook(h)))
              .toList());
    }
    return measured;
  }

  /**
   * Refuses a hook whose program runs in no workload of the run: its effect would be zero, and
   * would mean nothing.
   *
   * @throws UserException naming the workloads that do
   */
  static void requireExercised(List<String> hooks, List<AskedCase> cases) {
    for (String name : hooks) {
      Hook hook = hook(name);
      if (cases.stream().anyMatch(c -> isExercised(hook, c))) {
        continue;
      }
      List<String> by = Benchmarks.exercising(hook);
      if (cases.stream().noneMatch(c -> isOnLink(hook, c))) {
        throw UserException.usage("hook=" + name + " " + lack(hook, cases.get(0)).orElseThrow());
      }
      if (cases.stream().anyMatch(c -> by.contains(c.bench().workload()))) {
        throw UserException.usage(
            "hook="
                + name
                + " sees IPv"
                + hook.ipVersion().orElseThrow()
                + " only; add -p ipv="
                + hook.ipVersion().getAsInt());
      }
      throw UserException.usage(
          "hook="
              + name
              + " runs on "
              + hook.event().words()
              + ", which "
              + cases.stream()
                  .map(c -> c.bench().workload())
                  .distinct()
                  .collect(Collectors.joining(", "))
              + " does not make"
              + (by.isEmpty()
                  ? ", nor any other"
                  : "; measure it with " + String.join(" or ", by)));
    }
  }

  private static boolean isExercised(Hook hook, AskedCase c) {
    int ipVersion = PlanReader.link(c.bench()).ipVersion();
    return hook.runsOn(c.workload().events())
        && hook.ipVersion().orElse(ipVersion) == ipVersion
        && isOnLink(hook, c);
  }

  private static boolean isOnLink(Hook hook, AskedCase c) {
    return lack(hook, c).isEmpty();
  }

  private static Optional<String> lack(Hook hook, AskedCase c) {
    LinkSettings link = PlanReader.link(c.bench());
    return hook.lackedBy(link.link(), link.ipVersion());
  }

  private static Hook hook(String name) {
    return Chain.of(name).hook();
  }
}
