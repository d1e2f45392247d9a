package org.hookbench.tool.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hookbench.framework.analysis.CaseResult;
import org.hookbench.framework.analysis.RunResults;
import org.hookbench.testing.Runs;
import org.junit.jupiter.api.Test;

class WhereItGoesTest {
  private static CaseResult udp(RunResults results) {
    return results.cases().stream()
        .filter(c -> c.bench().workload().equals("UdpPackets"))
        .findFirst()
        .orElseThrow();
  }

  /** What is not the empty program's own run, with the interval of the cost, moved by it. */
  @Test
  void nativeXdpOnVethIsItsProgramsRunAndVethsFrame() {
    CaseResult c = udp(Made.of(Runs.standard().withTestRun(25)));
    double cost =
        c.arms().stream()
            .filter(a -> a.arm().id().equals("xdpdrv"))
            .findFirst()
            .flatMap(a -> a.change())
            .orElseThrow();
    WhereItGoes parts = new WhereItGoes(c);
    List<List<String>> rows = parts.grid().rows();
    List<String> row = rows.get(rows.size() - 1);
    assertEquals(List.of("xdpdrv", "veth's XDP frame", ""), row.subList(0, 3));
    assertTrue(row.get(3).matches("\\+\\d+ \\[\\+\\d+, \\+\\d+]"), row.get(3));
    double rest = Double.parseDouble(row.get(3).replaceFirst(" .*", ""));
    assertEquals(cost - 25, rest, 0.5);
    assertTrue(parts.note().contains("veth makes an XDP frame of each skb"), parts.note());
  }

  @Test
  void whereNothingTellsThePartsThereAreNone() {
    assertTrue(new WhereItGoes(udp(Made.of(Runs.standard()))).isEmpty(), "no test run");
    CaseResult trip = Made.of(Runs.standard().withTestRun(25)).cases().get(0);
    assertEquals("us", trip.metric().unit());
    assertTrue(new WhereItGoes(trip).isEmpty(), "a round trip crosses more than one packet");
    CaseResult tc = udp(Made.of(Runs.standard().withTestRun(25).withHooks(List.of("tc"))));
    assertTrue(new WhereItGoes(tc).isEmpty());
  }

  @Test
  void noteExplainsThePartsThatThereAre() {
    String note = new WhereItGoes(udp(Made.of(Runs.standard().withTestRun(25)))).note();
    assertFalse(note.contains("offloads lost"), note);
    assertFalse(note.contains("ns/run"), note);
  }
}
