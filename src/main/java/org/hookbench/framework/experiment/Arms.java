package org.hookbench.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hookbench.framework.experiment.Arm.Matching;
import org.hookbench.framework.experiment.Arm.Role;
import org.hookbench.framework.experiment.Arm.SideEffect;

/**
 * The arms of a case, and how they are written: as JMH's parameters {@code hook} and {@code
 * program}, by which a fork learns what to build, and as the members of a run file.
 */
public final class Arms {
  private static final Map<SideEffect, String> SIGNS =
      Map.of(SideEffect.OFFLOADS, "+", SideEffect.ATTACHING, "~");

  private static final String SEPARATOR = ",";

  private Arms() {}

  /** The arms of a run: baseline, null arm, then each hook with each program. */
  public static List<Arm> of(List<HookChain> hooks, List<String> programs) {
    List<Arm> arms = new ArrayList<>(firstTwo());
    for (HookChain hook : hooks) {
      arms.addAll(withPrograms(hook, programs));
    }
    return List.copyOf(arms);
  }

  /** Baseline and null arm, and so many further null arms: what a calibration compares. */
  public static List<Arm> nulls(int further) {
    List<Arm> arms = new ArrayList<>(firstTwo());
    for (int i = 0; i < further; i++) {
      arms.add(furtherNull(arms.size()));
    }
    return List.copyOf(arms);
  }

  /** A matched baseline. */
  public static Arm matched(SideEffect sideEffect, HookChain hook) {
    Matching matching = new Matching(sideEffect, hook);
    return without(text(matching), Role.MATCHED, Optional.of(matching));
  }

  /** JMH's parameter {@code hook} for these arms; empty where they are baseline and null arm. */
  public static String hookParameter(List<Arm> arms) {
    List<String> texts = new ArrayList<>();
    for (Arm arm : furtherThanTheFirstTwo(arms)) {
      String text = arm.matching().map(Arms::text).orElse(arm.hook().toString());
      // a hook stands once, however many programs it has
      if (!arm.hasProgram() || !texts.contains(text)) {
        texts.add(text);
      }
    }
    return String.join(SEPARATOR, texts);
  }

  /** JMH's parameter {@code program} for these arms. */
  public static String programParameter(List<Arm> arms) {
    String programs =
        arms.stream()
            .flatMap(arm -> arm.program().stream())
            .distinct()
            .collect(Collectors.joining(SEPARATOR));
    return programs.isEmpty() ? Arm.EMPTY_PROGRAM : programs;
  }

  /** The arms that have these parameters, as {@link #hookParameter} writes them. */
  public static List<Arm> parse(String hookParameter, String programParameter) {
    List<String> programs = List.of(programParameter.split(SEPARATOR));
    List<Arm> arms = new ArrayList<>(firstTwo());
    for (String text : hookParameter.isEmpty() ? new String[0] : hookParameter.split(SEPARATOR)) {
      if (text.equals(Arm.NO_HOOK.hook())) {
        arms.add(furtherNull(arms.size()));
      } else {
        matching(text)
            .ifPresentOrElse(
                m -> arms.add(matched(m.sideEffect(), m.hook())),
                () -> arms.addAll(withPrograms(HookChain.parse(text), programs)));
      }
    }
    return List.copyOf(arms);
  }

  /**
   * The arm that a run file's members make.
   *
   * @param hook as {@link HookChain} writes it
   * @param program empty where nothing is attached
   */
  public static Arm of(String id, Role role, String hook, String program) {
    return new Arm(
        id,
        role,
        HookChain.parse(hook),
        program.isEmpty() ? Optional.empty() : Optional.of(program),
        role == Role.MATCHED ? matching(id) : Optional.empty());
  }

  private static List<Arm> furtherThanTheFirstTwo(List<Arm> arms) {
    return arms.subList(firstTwo().size(), arms.size());
  }

  private static List<Arm> firstTwo() {
    return List.of(
        without(Arm.BASELINE_ID, Role.BASELINE, Optional.empty()),
        without(Arm.NULL_ID, Role.NULL, Optional.empty()));
  }

  /** Further null arms are compared as hooks are, and numbered by their place. */
  private static Arm furtherNull(int place) {
    return without(Arm.NULL_ID + place, Role.HOOK, Optional.empty());
  }

  private static Arm without(String id, Role role, Optional<Matching> matching) {
    return new Arm(id, role, Arm.NO_HOOK, Optional.empty(), matching);
  }

  private static List<Arm> withPrograms(HookChain hook, List<String> programs) {
    return programs.stream()
        .map(
            program ->
                new Arm(
                    programs.size() == 1 ? hook.toString() : hook + "/" + program,
                    Role.HOOK,
                    hook,
                    Optional.of(program),
                    Optional.empty()))
        .toList();
  }

  private static String text(Matching matching) {
    return Arm.BASELINE_ID + SIGNS.get(matching.sideEffect()) + matching.hook();
  }

  private static Optional<Matching> matching(String text) {
    for (Map.Entry<SideEffect, String> sign : SIGNS.entrySet()) {
      String prefix = Arm.BASELINE_ID + sign.getValue();
      if (text.startsWith(prefix)) {
        HookChain hook = HookChain.parse(text.substring(prefix.length()));
        return Optional.of(new Matching(sign.getKey(), hook));
      }
    }
    return Optional.empty();
  }
}
