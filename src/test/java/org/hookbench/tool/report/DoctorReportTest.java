package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.hookbench.tool.doctor.Diagnosis;
import org.hookbench.tool.doctor.Finding;
import org.hookbench.tool.doctor.RecordedMachine;
import org.hookbench.tool.doctor.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorReportTest {
  private static final Diagnosis SMALL =
      new Diagnosis(
          List.of(
              answer("kernel", "kernel", new Finding(Status.OK, "Linux 6.1", "", "")),
              answer("jit", "BPF JIT", new Finding(Status.WARNING, "off", "slow", "turn it on")),
              answer(
                  "libbpf",
                  "libbpf",
                  new Finding(Status.BLOCKED, "none \u001b[2J", "nothing works", "install it")),
              answer("others", "others", new Finding(Status.UNKNOWN, "hidden", "ask root", ""))));

  @Test
  void tableSaysFactsAndThenWhatMends() {
    assertEquals(
        """
         ok       kernel   Linux 6.1
         WARNING  BPF JIT  off
                           slow
         BLOCKED  libbpf   none \\u001b[2J
                           nothing works
         UNKNOWN  others   hidden
                           ask root

        To fix it, as root:
          BPF JIT
            turn it on
          libbpf
            install it

        HookBench can't measure here: blocked 1, warnings 1, unknown 1, ok 1
        """,
        new DoctorReport(false).render(SMALL));
  }

  @Test
  void colourIsOnStatusWordsOnly() {
    String coloured = new DoctorReport(true).render(SMALL);
    assertTrue(coloured.contains("\n \u001b[1;31mBLOCKED\u001b[0m  libbpf"), coloured);
    assertTrue(coloured.contains("\n \u001b[33mWARNING\u001b[0m  BPF JIT"), coloured);
    assertTrue(coloured.contains("\n \u001b[33mUNKNOWN\u001b[0m  others"), coloured);
    assertEquals(
        new DoctorReport(false).render(SMALL), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  /** A command is as long as it is; the table is for 80 columns. */
  @ParameterizedTest
  @ValueSource(strings = {"vm", "laptop", "hpet-vm", "server"})
  void tableFits80Columns(String machine) {
    String text = new DoctorReport(false).render(diagnosis(machine));
    List<String> table = text.lines().takeWhile(l -> !l.isEmpty()).toList();
    assertTrue(table.size() > 25, text);
    table.forEach(l -> assertTrue(l.length() <= 80, l));
    assertFalse(text.contains("\u001b"));
  }

  @Test
  void jsonHoldsEveryFieldOfEveryCheck() throws Exception {
    JsonNode root = new ObjectMapper().readTree(DoctorJson.of(SMALL, "1.2.3"));
    assertEquals(
        List.of("format", "version", "hookbench", "blocked", "warning", "unknown", "ok", "checks"),
        root.properties().stream().map(java.util.Map.Entry::getKey).toList());
    assertEquals("hookbench-doctor", root.path("format").asText());
    assertEquals(2, root.path("version").asInt());
    assertEquals("1.2.3", root.path("hookbench").asText());
    for (String status : List.of("blocked", "warning", "unknown", "ok")) {
      assertEquals(1, root.path(status).asInt(), status);
    }
    JsonNode jit = root.path("checks").path(1);
    assertEquals(
        "{\"id\":\"jit\",\"status\":\"WARNING\",\"fact\":\"off\",\"follows\":\"slow\","
            + "\"fix\":\"turn it on\"}",
        jit.toString());
  }

  private static Diagnosis diagnosis(String machine) {
    return Diagnosis.of(RecordedMachine.named(machine).machine());
  }

  private static Diagnosis.Answer answer(String id, String subject, Finding finding) {
    return new Diagnosis.Answer(id, subject, finding);
  }
}
