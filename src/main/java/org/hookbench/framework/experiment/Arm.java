package org.hookbench.framework.experiment;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * One condition of a run.
 *
 * @param id what tables and files call it: {@code none}, {@code null}, a hook's name, or {@code
 *     hook/program} where a run has more than one program; unique in a case
 * @param role what it is for
 * @param hook where its programs are attached; {@code none} where it has none
 * @param program the program as the user wrote it; empty where nothing is attached
 * @param matching of a matched baseline, what it shares with a hook; empty for any other arm
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Arm(
    String id, Role role, HookChain hook, Optional<String> program, Optional<Matching> matching) {
  /** What an arm is for. */
  public enum Role {
    /** Nothing attached: every other arm is compared with it. */
    BASELINE,
    /** Nothing attached, treated as a hook is: its effect is the noise of this run. */
    NULL,
    /** A hook with its program; in a calibration also a further arm with nothing attached. */
    HOOK,
    /**
     * Nothing attached, but with the side effects of a hook: its offloads are lost, or it is
     * attached and detached before each slice. The cost of the program is what comes on top.
     */
    MATCHED
  }

  /** A side effect of a hook that a matched baseline has without its program. */
  public enum SideEffect {
    /** The device's offloads are those that the hook leaves. */
    OFFLOADS,
    /** Before each slice a program is attached and taken off again, as it is before the hook's. */
    ATTACHING
  }

  /**
   * What a matched baseline shares with a hook.
   *
   * @param sideEffect which side effect
   * @param hook whose
   */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1")
  public record Matching(SideEffect sideEffect, HookChain hook) {}

  /** The id of the baseline. */
  public static final String BASELINE_ID = "none";

  /** The id of the null arm. */
  public static final String NULL_ID = "null";

  /** The program that lets every packet pass: what it costs is what the hook alone costs. */
  public static final String EMPTY_PROGRAM = "pass";

  /** The hook of an arm that nothing is attached on. */
  static final HookChain NO_HOOK = new HookChain("none", 1);

  /** Whether it is a matched baseline with this side effect. */
  public boolean shares(SideEffect sideEffect) {
    return matching.map(m -> m.sideEffect() == sideEffect).orElse(false);
  }

  /** Whether something is attached on it. */
  public boolean hasProgram() {
    return program.isPresent();
  }

  /** Whether what is attached on it is the empty program. */
  public boolean hasEmptyProgram() {
    return program.equals(Optional.of(EMPTY_PROGRAM));
  }
}
