package org.hookbench.framework.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void isClosed() {
    Interval interval = new Interval(-1, 3, 0.95);
    assertTrue(interval.contains(-1) && interval.contains(0) && interval.contains(3));
    assertFalse(interval.contains(Math.nextDown(-1.0)) || interval.contains(Math.nextUp(3.0)));
    assertEquals(2, interval.halfWidth());
    assertEquals(
        Double.MAX_VALUE, new Interval(-Double.MAX_VALUE, Double.MAX_VALUE, 1).halfWidth());
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1, 0.95));
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, Double.NaN, 0.95));
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 2, 0));
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 2, 1.01));
  }

  @Test
  void aConfidenceIsBetweenNoneAndAll() {
    for (double bad : new double[] {0, 1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> Samples.requireConfidence(bad));
    }
    assertEquals(0.95, Samples.requireConfidence(0.95));
    assertTrue(Samples.usable(-1e150) && !Samples.usable(1.01e150) && !Samples.usable(Double.NaN));
  }
}
