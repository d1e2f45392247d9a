package org.hookbench.framework.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hookbench.kernel.bpf.BpfProgram.Info;
import org.junit.jupiter.api.Test;

class BpfRunsTest {
  @Test
  void figuresAreWhatTheCountersGrewBy() {
    assertEquals(
        List.of(
            new Figure("runs", "runs", 100, 1),
            new Figure("runs/packet", "runs/packet", 100, 50),
            new Figure("run time", "ns/run", 9000, 100),
            new Figure("run time/packet", "ns/packet", 9000, 50),
            new Figure("recursion misses", "runs", 3, 1)),
        BpfRuns.figures(
            List.of(new Info(7, 5, 1000, 1)), List.of(new Info(7, 105, 10_000, 4)), 50, "packet"));
  }

  @Test
  void programsOfAChainHaveFiguresOfTheirOwn() {
    List<Info> before = List.of(new Info(7, 0, 0, 0), new Info(8, 10, 100, 0));
    List<Info> after = List.of(new Info(7, 4, 400, 0), new Info(8, 12, 160, 1));
    List<Figure> figures = BpfRuns.figures(before, after, 2, "transaction");
    assertEquals(15, figures.size());
    assertEquals(new Figure("runs", "runs", 6, 1), figures.get(0));
    assertEquals(new Figure("runs#1", "runs", 4, 1), figures.get(5));
    assertEquals(new Figure("run time#2", "ns/run", 60, 2), figures.get(12));
    assertEquals(new Figure("recursion misses#2", "runs", 1, 1), figures.get(14));
  }

  @Test
  void armWithoutAProgramHasNone() {
    assertEquals(List.of(), BpfRuns.figures(List.of(), List.of(), 50, "packet"));
  }
}
