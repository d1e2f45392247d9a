package org.hookbench.tool.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hookbench.testing.Sampled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {
  @ParameterizedTest
  @CsvSource({
    // effect, low, high, growth, error
    "300,  280, 320,  310,  10, WITHIN_TOLERANCE",
    "300,  280, 320,  241,  10, WITHIN_TOLERANCE",
    "300,  280, 320,  239,  10, APART",
    "300,  280, 320,  239,  45, WITHIN_INTERVAL",
    "300,  200, 400,  390,  10, WITHIN_INTERVAL",
    "300,  280, 320, -300,  10, APART",
    "-300, -320, -280, -290, 10, WITHIN_TOLERANCE",
    "-300, -320, -280, 290,  10, APART",
    "300,  280, 320,  310, 151, TOO_FEW_SAMPLES",
    "300,  280, 320,  310,  70, WITHIN_INTERVAL",
    "300,  280, 320,  200, 151, TOO_FEW_SAMPLES",
    "300,  280, 320,  200, NaN, TOO_FEW_SAMPLES",
    "10,   -5,  25,   11,    1, TOO_SMALL",
    "0,     0,  0,     0,    0, TOO_SMALL",
  })
  void comparesGrowthWithEffect(
      double effect, double low, double high, double growth, double error, String finding) {
    Agreement a = new Agreement(new MeasuredEffect(effect, low, high), growth, error);
    assertEquals(Agreement.Finding.valueOf(finding), a.finding());
  }

  @Test
  void saysItInWords() {
    Agreement a = new Agreement(new MeasuredEffect(330, 300, 360), 312, 14);
    assertEquals(-18, a.difference());
    assertEquals(0.9455, a.ratio(), 1e-4);
    assertEquals("they agree within 20 %", a.words());
  }

  @Test
  void takesTheSumOverAllFrames() {
    Growth g = Growth.self(Sampled.arms().get(0), Sampled.arms().get(3));
    Agreement a = Agreement.of(new MeasuredEffect(g.added() * 1.1, 1, 1e6), g, 0);
    assertEquals(Agreement.Finding.WITHIN_TOLERANCE, a.finding());
    assertEquals(g.added(), a.growth());
    assertEquals(g.error(), a.error());
  }

  @Test
  void isNoMoreCertainThanTheNullArm() {
    Growth g = Growth.self(Sampled.arms().get(0), Sampled.arms().get(3));
    double noise = 3 * g.error();
    assertEquals(noise, Agreement.of(new MeasuredEffect(1, 0, 2), g, -noise).error());
  }
}
