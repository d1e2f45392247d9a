package org.hookbench.tool.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.kernel.bpf.Libbpf;
import org.junit.jupiter.api.Test;

/** This very machine, whatever it is, with or without root. */
class DoctorHereTest {
  @Test
  void everyCheckAnswers() {
    List<Diagnosis.Answer> answers =
        Diagnosis.of(Machine.here(java.util.Optional.empty())).answers();
    assertEquals(Checks.all().size(), answers.size());
    Finding kernel = answers.get(0).finding();
    assertEquals("Linux " + System.getProperty("os.version"), kernel.fact());
  }

  @Test
  void libbpfIsAskedForEachFunction() {
    Libbpf found = Libbpf.installed(List.of("bpf_object__load", "no_such_function"));
    assertEquals(List.of("no_such_function"), found.missing());
    assertEquals(List.of(), found.unusable());
    assertTrue(found.version().matches("v1\\.\\d+.*"), found.version());
  }
}
