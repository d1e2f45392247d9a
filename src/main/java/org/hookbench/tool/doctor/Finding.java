package org.hookbench.tool.doctor;

import org.apiguardian.api.API;

/**
 * What a check found.
 *
 * @param status what it comes to
 * @param fact what was read
 * @param follows what it means for a measurement; may be empty
 * @param fix a command, to be run as root, or what else to do; empty where nothing is to be done
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Finding(Status status, String fact, String follows, String fix) {
  /** All is as it should be. */
  public static Finding ok(String fact) {
    return ok(fact, "");
  }

  /** All is as it should be, or of no consequence. */
  public static Finding ok(String fact, String follows) {
    return new Finding(Status.OK, fact, follows, "");
  }

  /** HookBench measures, but a part is missing, or the numbers suffer. */
  public static Finding warning(String fact, String follows, String fix) {
    return new Finding(Status.WARNING, fact, follows, fix);
  }

  /** HookBench can't measure here; {@code doctor} then ends in the exit code 69. */
  public static Finding blocked(String fact, String follows, String fix) {
    return new Finding(Status.BLOCKED, fact, follows, fix);
  }

  /** Of something that only root may see. */
  public static Finding unknown(String fact, String rootWouldTell) {
    return new Finding(Status.UNKNOWN, fact, "root would tell " + rootWouldTell, "");
  }
}
