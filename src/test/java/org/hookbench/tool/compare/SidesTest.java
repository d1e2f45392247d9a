package org.hookbench.tool.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SidesTest {
  @Test
  void whatTheFilesOfASideBeginWithIsItsName() {
    assertEquals(
        List.of("none", "tc"),
        labels("x/none-iperf3.txt x/none-netperf.txt", "tc-iperf3.txt tc-netperf.txt"));
    assertEquals(List.of("none", "tc"), labels("none-iperf3.txt", "tc-iperf3.txt"));
    assertEquals(List.of("monday", "friday"), labels("monday.json", "friday.json"));
  }

  @Test
  void withoutNamesThatDifferTheyAreBaseAndNew() {
    assertEquals(List.of("base", "new"), labels("a/run.json", "b/run.json"));
    assertEquals(List.of("base", "new 1", "new 2"), labels("a b", "c", "d"));
    assertEquals(List.of("base", "new"), labels("a-very-long-name-of-a-run.json", "b.json"));
    assertEquals(List.of("base", "new"), labels("/", "b.json"));
  }

  private static List<String> labels(String... sides) {
    return Sides.of(
            Arrays.stream(sides)
                .map(s -> Arrays.stream(s.split(" ")).map(Path::of).toList())
                .toList())
        .stream()
        .map(Side::label)
        .toList();
  }
}
