package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProportionTest {
  /** R's documented example, ?binom.test: Mendel's peas, 682 of 925; 95 % from 0.7076683 on. */
  @Test
  void mendelsPeas() {
    Proportion p = Proportion.of(682, 925, 0.95);
    assertEquals(0.7372973, p.share(), 5e-8);
    assertEquals(0.7076683, p.interval().low(), 5e-8);
    assertEquals(0.7654066, p.interval().high(), 5e-8);
  }

  /** With no hit the upper limit is 1 - (alpha/2)^(1/n) in closed form. */
  @Test
  void noneAndAll() {
    Proportion none = Proportion.of(0, 200, 0.95);
    assertEquals(0, none.interval().low());
    assertEquals(1 - Math.pow(0.025, 1.0 / 200), none.interval().high(), 1e-9);
    Proportion all = Proportion.of(200, 200, 0.95);
    assertEquals(Math.pow(0.025, 1.0 / 200), all.interval().low(), 1e-9);
    assertEquals(1, all.interval().high());
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Proportion.of(0, 0, 0.95));
    assertThrows(IllegalArgumentException.class, () -> Proportion.of(3, 2, 0.95));
    assertThrows(IllegalArgumentException.class, () -> Proportion.of(-1, 2, 0.95));
  }
}
