package org.hookbench.tool.doctor;

/**
 * What a check found.
 *
 * @param status what it comes to
 * @param fact what was read
 * @param follows what it means for a measurement; may be empty
 * @param mend a command, to be run as root, or what else to do; empty where nothing is to be done
 */
public record Finding(Status status, String fact, String follows, String mend) {
  static Finding ok(String fact) {
    return ok(fact, "");
  }

  static Finding ok(String fact, String follows) {
    return new Finding(Status.OK, fact, follows, "");
  }

  static Finding warning(String fact, String follows, String mend) {
    return new Finding(Status.WARNING, fact, follows, mend);
  }

  static Finding blocked(String fact, String follows, String mend) {
    return new Finding(Status.BLOCKED, fact, follows, mend);
  }

  /** Of something that only root may see. */
  static Finding unknown(String fact, String rootWouldTell) {
    return new Finding(Status.UNKNOWN, fact, "root would tell " + rootWouldTell, "");
  }
}
