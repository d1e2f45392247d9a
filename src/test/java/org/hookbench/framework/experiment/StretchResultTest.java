package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Aggregator;

class StretchResultTest {
  private static final ForkReport REPORT =
      new ForkReport(1, Deals.standing(0), List.of(), List.of(), 1, null);

  private static StretchResult of(double value, Optional<ForkReport> report) {
    Slices slices = new Slices(1, 1);
    slices.add(0, 0, value, 1, 0);
    return new StretchResult(slices, report);
  }

  /** JMH joins results, of threads and of iterations, whenever it likes to. */
  @Test
  void joinedResultsHaveAllSlicesAndTheReport() {
    StretchResult one = of(1, Optional.empty());
    for (Aggregator<StretchResult> join :
        List.of(one.getThreadAggregator(), one.getIterationAggregator())) {
      StretchResult all =
          join.aggregate(List.of(one, of(2, Optional.of(REPORT)), of(3, Optional.empty())));
      assertArrayEquals(new double[] {1, 2, 3}, all.slices().values(0));
      assertSame(REPORT, all.report().orElseThrow());
      assertTrue(join.aggregate(List.of(one)).report().isEmpty());
    }
  }
}
