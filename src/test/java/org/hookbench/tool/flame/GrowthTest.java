package org.hookbench.tool.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.Sampled;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final Stacks NONE = Sampled.arms().get(0);
  private static final Stacks NULL = Sampled.arms().get(1);
  private static final Stacks GENERIC = Sampled.arms().get(3);

  private static FrameGrowth frame(Growth growth, String name) {
    return growth.frames().stream()
        .filter(f -> f.frame().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void framesAddUpToTheDifference() {
    for (Stacks hook : Sampled.arms()) {
      Growth g = Growth.self(NONE, hook);
      double sum = g.frames().stream().mapToDouble(FrameGrowth::growth).sum();
      assertEquals(hook.nanosPerOperation() - NONE.nanosPerOperation(), sum, 1e-9);
      assertEquals(g.added(), sum, 1e-9);
    }
  }

  @Test
  void sharesAddUpToOne() {
    Growth g = Growth.self(NONE, GENERIC);
    assertEquals(1, g.frames().stream().mapToDouble(g::share).sum(), 1e-9);
  }

  @Test
  void whatTheHookBroughtGrew() {
    Growth g = Growth.self(NONE, GENERIC);
    List<String> first = g.grown(4).stream().map(f -> f.frame().name()).toList();
    assertTrue(first.contains("do_xdp_generic"), first.toString());
    assertTrue(first.contains("bpf_prog_run_generic_xdp"), first.toString());
    assertTrue(g.grown(4).get(0).isBeyondNoise());
    assertEquals(0, frame(g, "do_xdp_generic").baseline());
  }

  @Test
  void withWhatItCallsAFrameHasMoreThanItself() {
    FrameGrowth self = frame(Growth.self(NONE, GENERIC), "do_xdp_generic");
    FrameGrowth total = frame(Growth.total(NONE, GENERIC), "do_xdp_generic");
    long inside =
        GENERIC.folded().entrySet().stream()
            .filter(e -> e.getKey().contains(Sampled.GENERIC_XDP))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertEquals(inside * GENERIC.periodNanos() / GENERIC.operations(), total.growth(), 1e-9);
    assertTrue(total.growth() > 2 * self.growth());
    assertEquals("do_xdp_generic", Growth.total(NONE, GENERIC).doubled(1).get(0).frame().name());
  }

  @Test
  void aFunctionThatCallsItselfCountsOnce() {
    Stacks none = new Stacks(new TreeMap<>(Map.of("a", 10L)), 1, 10, 0, 0, 0);
    Stacks hook = new Stacks(new TreeMap<>(Map.of("a;b;b", 10L)), 1, 10, 0, 0, 0);
    assertEquals(1, frame(Growth.total(none, hook), "b").growth());
    assertEquals(0, frame(Growth.total(none, hook), "a").growth());
    assertEquals(-1, frame(Growth.self(none, hook), "a").growth());
  }

  @Test
  void nothingIsFoundBetweenTwoThatAreAlike() {
    int found = 0;
    int shown = 0;
    for (int seed = 10; seed < 210; seed++) {
      Growth g = Growth.self(Sampled.of("none", seed), Sampled.of("none", 1000 + seed));
      found += g.frames().stream().anyMatch(FrameGrowth::isBeyondNoise) ? 1 : 0;
      shown += g.isBeyondNoise() ? 1 : 0;
    }
    assertTrue(found <= 10, found + " of 200 had a finding");
    assertTrue(shown <= 10, shown + " of 200 had a difference");
  }

  @Test
  void aFewSamplesAreNoFinding() {
    TreeMap<String, Long> rare = new TreeMap<>(NONE.folded());
    rare.put("java;tick_sched_timer_[k]", 4L);
    Stacks hook = new Stacks(rare, NONE.periodNanos(), NONE.operations(), 0, 0, 0);
    assertFalse(frame(Growth.self(NONE, hook), "tick_sched_timer").isBeyondNoise());
    rare.put("java;tick_sched_timer_[k]", 400L);
    assertTrue(frame(Growth.self(NONE, hook), "tick_sched_timer").isBeyondNoise());
  }

  @Test
  void noShareOfANoise() {
    Growth g = Growth.self(NONE, NONE);
    assertFalse(g.isBeyondNoise());
    assertTrue(Double.isNaN(g.share(g.frames().get(0))));
    assertEquals(List.of(), g.grown(8));
    assertEquals(List.of(), g.shrunk(8));
    assertTrue(Growth.self(NONE, NULL).frames().size() >= 10);
  }

  @Test
  void intervalsCoverTheTruthOfManyFrames() {
    SplittableRandom random = new SplittableRandom(7);
    int missed = 0;
    for (int run = 0; run < 100; run++) {
      TreeMap<String, Long> none = new TreeMap<>();
      TreeMap<String, Long> hook = new TreeMap<>();
      for (int f = 0; f < 300; f++) {
        none.put("a;f" + f, poisson(f % 10, random));
        hook.put("a;f" + f, poisson(f % 10, random));
      }
      Growth g =
          Growth.self(new Stacks(none, 1, 1000, 0, 0, 0), new Stacks(hook, 1, 1000, 0, 0, 0));
      missed += g.frames().stream().anyMatch(FrameGrowth::isBeyondNoise) ? 1 : 0;
    }
    assertTrue(missed <= 10, missed + " of 100 runs of equal arms had a finding");
  }

  /** Knuth's. */
  private static long poisson(double mean, SplittableRandom random) {
    double least = Math.exp(-mean);
    long n = 0;
    for (double p = random.nextDouble(); p > least; p *= random.nextDouble()) {
      n++;
    }
    return n;
  }
}
