package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hookbench.kernel.bpf.NamedProgram;
import org.hookbench.kernel.bpf.NamedPrograms;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;

@KernelTest
class ProgramsCommandIT {
  @Test
  void everyProgramHasItsLineAndItsCostAtTc() {
    List<String> lines = run().lines().toList();
    for (NamedProgram program : NamedPrograms.all()) {
      assertTrue(
          lines.stream()
              .anyMatch(
                  l -> l.startsWith(" " + program.name()) && l.contains(program.description())),
          program.name());
    }
    List<String> costs = cells(lines, "tc, ");
    assertEquals(NamedPrograms.all().size(), costs.size(), costs.toString());
    costs.forEach(c -> assertTrue(c.matches("\\d+"), c));
    // next is for TC alone
    assertEquals(NamedPrograms.all().size() - 1, cells(lines, "xdpgeneric, xdpdrv").size());
  }

  /** The cells behind the first one. */
  private static List<String> cells(List<String> lines, String hooks) {
    String line = lines.stream().filter(l -> l.startsWith(" " + hooks)).findFirst().orElseThrow();
    return List.of(line.strip().replaceFirst("^.*?\\s{2,}", "").split("\\s+"));
  }

  private static String run() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, Commands.line(false, List.of()).execute("programs"));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
