package org.hookbench.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionTest {
  @Test
  void looksAreFixedBeforehandAndNotBeforeTen() {
    assertEquals(Precision.FEWEST_FORKS, Precision.LOOKS.get(0));
    assertArrayEquals(new int[] {14, 20, 28, 40, 56, 80, 112, 160}, none().looksAfter(10));
    assertArrayEquals(new int[] {40, 56, 80, 112, 160}, none().looksAfter(30));
    assertArrayEquals(new int[0], none().looksAfter(160));
  }

  @Test
  void withoutPrecisionNothingIsTooWide() {
    assertEquals(List.of(), none().tooWide(List.of()));
  }

  private static Precision none() {
    return Precision.none();
  }
}
