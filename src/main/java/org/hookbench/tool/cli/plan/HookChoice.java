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
import org.hookbench.framework.experiment.HookChain;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
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
  static List<HookChain> of(List<String> asked, List<String> depths, Predicate<Hook> had) {
    List<String> known = Hooks.all().stream().map(Hook::name).toList();
    Set<HookChain> hooks = new LinkedHashSet<>();
    for (String h : asked) {
      HookChain chain = HookChain.parse(h);
      if (h.equals(ALL)) {
        Hooks.all().stream()
            .filter(had)
            .map(one -> new HookChain(one.name(), 1))
            .forEach(hooks::add);
      } else if (known.contains(chain.hook())) {
        hooks.add(chain);
      } else {
        throw Suggest.unknown("hook", h, known);
      }
    }
    // the baseline is there in any case
    hooks.removeIf(h -> hook(h) == Hooks.none());
    return hooks.stream().flatMap(h -> chains(h, depths, isAll(asked))).distinct().toList();
  }

  /** A hook at every depth; where only one program can be attached, at depth 1. */
  private static Stream<HookChain> chains(HookChain asked, List<String> depths, boolean all) {
    List<HookChain> chains = new ArrayList<>();
    for (String text : depths) {
      int depth = HookChain.depth(text).orElseThrow(() -> noDepth(text));
      if (asked.depth() > 1 && depth > 1) {
        throw UserException.usage(
            "hook=" + asked + " has a number of programs already; leave out depth=" + text);
      }
      HookChain chain = new HookChain(asked.hook(), asked.depth() * depth);
      if (chain.depth() == 1 || hook(chain).takesSeveral()) {
        chains.add(chain);
      } else if (!all && !depths.contains("1")) {
        throw UserException.usage(
            "hook="
                + asked.hook()
                + " holds one program; a chain of tail calls is -p program=tailcall@depth="
                + chain.depth());
      }
    }
    return chains.stream();
  }

  private static UserException noDepth(String text) {
    return UserException.usage(
        "depth=" + text + " is not a number of programs from 1 to " + HookChain.MOST);
  }

  /** Whether {@code all} is among the names. */
  static boolean isAll(List<String> asked) {
    return asked.contains(ALL);
  }

  /** Of hooks that were not asked for, those that run in some workload's traffic. */
  static List<HookChain> run(List<HookChain> hooks, List<AskedCase> cases) {
    return hooks.stream()
        .filter(h -> cases.stream().anyMatch(c -> hook(h).runsOn(c.workload().events())))
        .toList();
  }

  /** The hooks that some case exercises. */
  static List<HookChain> exercised(List<HookChain> hooks, List<AskedCase> cases) {
    return hooks.stream()
        .filter(h -> cases.stream().anyMatch(c -> isExercised(hook(h), c)))
        .toList();
  }

  /**
   * Whether a workload that was not asked for is measured: one of the default suite where it
   * exercises a hook, any other only for a hook that none of the suite exercises.
   */
  static boolean isNeeded(Workload workload, List<HookChain> hooks) {
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
  static Map<AskedCase, List<HookChain>> ofCases(
      List<HookChain> hooks, List<AskedCase> cases, boolean named) {
    Map<AskedCase, List<HookChain>> measured = new LinkedHashMap<>();
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
  static void requireExercised(List<HookChain> hooks, List<AskedCase> cases) {
    for (HookChain name : hooks) {
      Hook hook = hook(name);
      if (cases.stream().anyMatch(c -> isExercised(hook, c))) {
        continue;
      }
      List<String> by = Benchmarks.exercising(hook);
      if (cases.stream().noneMatch(c -> isOnLink(hook, c))) {
        throw UserException.usage("hook=" + name + " " + lack(hook, cases.get(0)).orElseThrow());
      }
      if (hook.ipVersion().isPresent()
          && cases.stream().anyMatch(c -> by.contains(c.bench().workload()))) {
        throw UserException.usage(
            "hook="
                + name
                + " sees IPv"
                + hook.ipVersion().getAsInt()
                + " only; add -p ipv="
                + hook.ipVersion().getAsInt());
      }
      String needs = "hook=" + name + " runs on " + hook.event().words() + ", which ";
      for (AskedCase c : cases) {
        Optional<String> parameter = c.workload().parameterFor(hook.event());
        if (parameter.isPresent()) {
          throw UserException.usage(
              needs + c.bench().workload() + " makes with -p " + parameter.get() + " only");
        }
      }
      throw UserException.usage(
          needs
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
    int ipVersion = c.link().ipVersion();
    return hook.runsOn(c.workload().events())
        && Benchmarks.isReached(hook, c.workload())
        && hook.ipVersion().orElse(ipVersion) == ipVersion
        && isOnLink(hook, c);
  }

  private static boolean isOnLink(Hook hook, AskedCase c) {
    return lack(hook, c).isEmpty();
  }

  private static Optional<String> lack(Hook hook, AskedCase c) {
    return hook.lackedBy(c.link().kind(), c.link().ipVersion());
  }

  private static Hook hook(HookChain chain) {
    return Hooks.required(chain.hook());
  }
}
