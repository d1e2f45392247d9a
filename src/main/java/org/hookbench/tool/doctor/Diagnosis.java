package org.hookbench.tool.doctor;

import java.util.List;
import org.hookbench.Extensions;

/**
 * What all checks found.
 *
 * @param answers in the order of the checks
 */
public record Diagnosis(List<Answer> answers) {
  /**
   * What one check found.
   *
   * @param id the check's name in the JSON document
   * @param subject the check's name for a reader
   * @param finding what it found
   */
  public record Answer(String id, String subject, Finding finding) {}

  /** Asks every question. */
  public static Diagnosis of(Machine machine) {
    return new Diagnosis(
        Checks.all().stream()
            .map(c -> new Answer(c.id(), c.subject(), finding(c, machine)))
            .toList());
  }

  private static Finding finding(Check check, Machine machine) {
    try {
      return check.examine().apply(machine);
    } catch (RuntimeException | LinkageError e) {
      throw Extensions.failure(check.examine(), "answer the check " + check.id(), e);
    }
  }

  /** How many findings have this status. */
  public int count(Status status) {
    return (int) answers.stream().filter(a -> a.finding().status() == status).count();
  }

  /** Whether HookBench can't measure here. */
  public boolean isBlocked() {
    return count(Status.BLOCKED) > 0;
  }
}
