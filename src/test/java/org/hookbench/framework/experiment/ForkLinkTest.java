package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForkLinkTest {
  private final ForkLink link = new ForkLink();

  @Test
  void forksAreNumberedOneAfterTheOther() {
    ForkLink.countFrom(12);
    assertEquals(List.of("-Dhookbench.fork=12"), link.addJVMOptions(null));
    assertEquals(List.of("-Dhookbench.fork=13"), link.addJVMOptions(null));
    System.setProperty("hookbench.fork", "13");
    try {
      assertEquals(13, ForkLink.forkNumber());
    } finally {
      System.clearProperty("hookbench.fork");
    }
  }

  /** A stretch is handed over once, and what an iteration before left is forgotten. */
  @Test
  void whatIsLeftIsTakenOnce() {
    Slices slices = new Slices(2, 0);
    ForkReport report = new ForkReport(1, Deals.standing(0, 1), List.of(), List.of(), 1, null);
    ForkLink.leave(slices, Optional.of(report));
    Collection<?> left = link.afterIteration(null, null, null);
    StretchResult stretch = (StretchResult) left.iterator().next();
    assertSame(slices, stretch.slices());
    assertSame(report, stretch.report().orElseThrow());
    assertEquals(List.of(), link.afterIteration(null, null, null));
    ForkLink.leave(slices, Optional.empty());
    link.beforeIteration(null, null);
    assertEquals(List.of(), link.afterIteration(null, null, null));
  }

  /** A profiler of JMH may keep a fork's output to itself; this one must not. */
  @Test
  void theForksOutputIsJmhs() {
    assertTrue(link.allowPrintOut() && link.allowPrintErr());
  }
}
