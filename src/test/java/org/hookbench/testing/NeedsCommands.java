package org.hookbench.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that starts other programs of PATH. Where one is missing it is skipped with a printed
 * reason, and fails under {@code -Dkernel.required=true}, as a {@link KernelTest} does.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCommands.Condition.class)
public @interface NeedsCommands {
  /** Their names. */
  String[] value();

  /** Whether they are all there. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String[] names = context.getRequiredTestClass().getAnnotation(NeedsCommands.class).value();
      Optional<String> missing = Arrays.stream(names).filter(name -> !isOnPath(name)).findFirst();
      return KernelCondition.decide(
          context.getDisplayName(), missing.map(name -> name + " is not on PATH"));
    }

    private static boolean isOnPath(String name) {
      return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
  }
}
