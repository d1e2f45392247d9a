package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hookbench.framework.stats.SignedRankLooks;
import org.hookbench.testing.BuiltIn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTest {
  @Test
  void looksAreFixedBeforehand() {
    assertEquals(Precision.FEWEST_FORKS, Precision.LOOKS.get(0));
    assertArrayEquals(new int[] {20, 34, 60}, none().looksAfter(12));
    assertArrayEquals(new int[] {34, 60}, none().looksAfter(30));
    assertArrayEquals(new int[0], none().looksAfter(60));
  }

  /** Also where -f puts the first look elsewhere. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {12, 15, 19, 30})
  void errorOfAllLooksTogetherIsAtMostFivePercent(int first) {
    List<Integer> looks = new ArrayList<>(List.of(first));
    IntStream.of(none().looksAfter(first)).forEach(looks::add);
    assertTrue(SignedRankLooks.errorAtMost(looks, 1 - Precision.CONFIDENCE) <= 0.05);
  }

  @Test
  void withoutPrecisionNothingIsTooWide() {
    assertEquals(List.of(), none().tooWide(List.of()));
  }

  @Test
  void theCasesThatAreTooWideAreAskedFor() {
    BenchCase bench = BenchCase.of("b.UdpPackets.x", Map.of("payload", "64"));
    CaseData soFar =
        new CaseData(
            bench,
            List.of(),
            BuiltIn.workload(bench).metric(),
            new Measurement(1, 0, 1_000_000),
            List.of());
    Precision precision = new Precision(cases -> cases.stream().map(CaseData::bench).toList(), 1);
    assertEquals(List.of(bench), precision.tooWide(List.of(soFar)));
  }

  private static Precision none() {
    return Precision.none();
  }
}
