package org.hookbench.tool.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hookbench.tool.compare.Gate;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  private static List<Integer> codes() {
    return ExitCode.all().stream().flatMap(m -> m.codes().stream()).toList();
  }

  @Test
  void theManualHasTheSameTable() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs/running.md")).stream()
            .filter(l -> l.matches("\\| \\d.*"))
            .toList();
    assertEquals(
        ExitCode.all().stream().map(m -> "| " + m.text() + " | " + m.when() + " |").toList(), rows);
  }

  @Test
  void everyCodeIsInTheTableOnceAndInOrder() throws IllegalAccessException {
    for (Field field : ExitCode.class.getFields()) {
      assertTrue(codes().contains(field.getInt(null)), field.getName());
    }
    for (Gate.Outcome outcome : Gate.Outcome.values()) {
      assertTrue(codes().contains(outcome.exitCode()), outcome.name());
    }
    assertEquals(codes().stream().distinct().toList(), codes());
    List<Integer> first = ExitCode.all().stream().map(m -> m.codes().get(0)).toList();
    assertEquals(first.stream().sorted().toList(), first);
  }

  @Test
  void theLaunchersOwnAreInTheTable() throws IOException {
    for (String line : Files.readAllLines(Path.of("hookbench"))) {
      if (line.matches(".*\\bdie \\d+ .*")) {
        int code = Integer.parseInt(line.replaceAll(".*\\bdie (\\d+) .*", "$1"));
        assertTrue(codes().contains(code), line);
      }
    }
  }
}
