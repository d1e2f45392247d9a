package org.hookbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether a {@link KernelTest} can run here. */
final class KernelCondition implements ExecutionCondition {
  /** Bits of {@code linux/capability.h}. */
  private static final Map<Integer, String> NEEDED =
      new TreeMap<>(Map.of(12, "CAP_NET_ADMIN", 21, "CAP_SYS_ADMIN"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return decide(context.getDisplayName(), obstacle(status()));
  }

  /** Skips the test where something is in its way, or fails it where it must run. */
  static ConditionEvaluationResult decide(String test, Optional<String> obstacle) {
    return decide(test, obstacle, Boolean.getBoolean("kernel.required"));
  }

  static ConditionEvaluationResult decide(
      String test, Optional<String> obstacle, boolean required) {
    if (obstacle.isEmpty()) {
      return ConditionEvaluationResult.enabled("nothing is in its way");
    }
    String reason = test + " can't run here: " + obstacle.get();
    if (required) {
      throw new ExtensionConfigurationException(reason + ", and kernel.required=true");
    }
    System.err.println("SKIPPED " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  /**
   * Why not, or nothing.
   *
   * @param status the text of /proc/self/status; empty where there is none
   */
  static Optional<String> obstacle(String status) {
    Optional<String> line = status.lines().filter(l -> l.startsWith("CapEff:")).findFirst();
    if (line.isEmpty()) {
      return Optional.of("it is not a Linux with /proc");
    }
    long effective = Long.parseUnsignedLong(line.get().substring("CapEff:".length()).trim(), 16);
    List<String> missing = new ArrayList<>();
    NEEDED.forEach(
        (bit, name) -> {
          if ((effective >>> bit & 1) == 0) {
            missing.add(name);
          }
        });
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("it lacks " + String.join(" and ", missing) + "; run as root");
  }

  private static String status() {
    try {
      return Files.readString(Path.of("/proc/self/status"));
    } catch (IOException e) {
      return "";
    }
  }
}
