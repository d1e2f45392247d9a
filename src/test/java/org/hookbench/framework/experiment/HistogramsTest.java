package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HistogramsTest {
  @Test
  void decodedEqualsEncoded() {
    List<Histogram> histograms = Histograms.forArms(3);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      histograms.get(1).recordValue(1 + random.nextLong(10_000_000_000L));
    }
    histograms.get(2).recordValue(10_000_000_000L);
    List<byte[]> encoded = Histograms.encode(histograms);
    for (int i = 0; i < 3; i++) {
      assertEquals(histograms.get(i), Histograms.decode(encoded.get(i)));
    }
    assertEquals(0, Histograms.decode(encoded.get(0)).getTotalCount());
    assertEquals(10_000, Histograms.decode(encoded.get(1)).getTotalCount());
  }

  /** Three digits at 25 us: no two values 0.1 % apart are one. */
  @Test
  void keepsThreeSignificantDigits() {
    Histogram h = Histograms.empty();
    h.recordValue(25_000);
    assertEquals(25_000, h.getValueAtPercentile(50), 25);
  }

  @Test
  void whatIsNoHistogramIsRefused() {
    byte[] good = Histograms.encode(Histograms.forArms(1)).get(0);
    for (byte[] bad : List.of(new byte[0], new byte[40], Arrays.copyOf(good, good.length / 2))) {
      assertThrows(IllegalArgumentException.class, () -> Histograms.decode(bad));
    }
  }
}
