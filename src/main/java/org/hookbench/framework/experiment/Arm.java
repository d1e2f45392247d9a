package org.hookbench.framework.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One condition of a run.
 *
 * @param id what tables and files call it: {@code none}, {@code null}, a hook's name, or {@code
 *     hook/program} where a run has more than one program
 * @param hook the hook's name
 * @param program the program as the user wrote it; empty where there is none
 * @param role what it is for
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Arm(String id, String hook, String program, Role role) implements Serializable {
  /** What an arm is for. */
  public enum Role {
    /** Nothing attached: every other arm is compared with it. */
    BASELINE,
    /** Nothing attached, treated as a hook is: its effect is the noise of this run. */
    NULL,
    /** A hook with its program. */
    HOOK,
    /**
     * Nothing attached, but with the side effects of a hook: its offloads are lost, or it is
     * attached and detached before each slice. The cost of the program is what comes on top.
     */
    MATCHED
  }

  /** The id of the baseline. */
  public static final String BASELINE_ID = "none";

  /** The id of the null arm. */
  public static final String NULL_ID = "null";

  /** The program that lets every packet pass: what it costs is what the hook alone costs. */
  public static final String EMPTY_PROGRAM = "pass";

  private static final String MATCHED_PREFIX = "none+";
  private static final String TREATED_PREFIX = "none~";

  /** The name by which a run asks for a baseline with the offloads that a hook leaves. */
  public static String matchedTo(String hook) {
    return MATCHED_PREFIX + hook;
  }

  /**
   * The name by which a run asks for a baseline before whose slices a hook's program is attached
   * and taken off again, as it is before the hook's own.
   */
  public static String treatedAs(String hook) {
    return TREATED_PREFIX + hook;
  }

  /** The hook that a matched baseline is matched to. */
  public Optional<String> matches() {
    return role == Role.MATCHED
        ? Optional.of(id.substring(MATCHED_PREFIX.length()))
        : Optional.empty();
  }

  /** Whether it is a baseline as {@link #treatedAs} asks for. */
  public boolean isTreated() {
    return id.startsWith(TREATED_PREFIX);
  }

  /** Whether something is attached on it. */
  public boolean hasProgram() {
    return !program.isEmpty();
  }

  /** Whether what is attached on it is the empty program. */
  public boolean hasEmptyProgram() {
    return program.equals(EMPTY_PROGRAM);
  }

  /**
   * The arms of a run: baseline, null arm, then each hook with each program. A hook {@code none},
   * which a calibration asks for, is a further null arm each time it is named; one of {@link
   * #matchedTo} or {@link #treatedAs} is a matched baseline.
   */
  public static List<Arm> of(List<String> hooks, List<String> programs) {
    List<Arm> arms = new ArrayList<>();
    arms.add(new Arm(BASELINE_ID, "none", "", Role.BASELINE));
    arms.add(new Arm(NULL_ID, "none", "", Role.NULL));
    for (String hook : hooks) {
      if (hook.equals(BASELINE_ID)) {
        arms.add(new Arm(NULL_ID + arms.size(), "none", "", Role.HOOK));
        continue;
      }
      if (hook.startsWith(MATCHED_PREFIX) || hook.startsWith(TREATED_PREFIX)) {
        arms.add(new Arm(hook, "none", "", Role.MATCHED));
        continue;
      }
      for (String program : programs) {
        String id = programs.size() == 1 ? hook : hook + "/" + program;
        arms.add(new Arm(id, hook, program, Role.HOOK));
      }
    }
    return arms;
  }
}
