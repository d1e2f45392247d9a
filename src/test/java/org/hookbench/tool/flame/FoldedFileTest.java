package org.hookbench.tool.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.hookbench.framework.profile.Stacks;
import org.hookbench.testing.Sampled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedFileTest {
  private static Stacks stacks(long operations, Map<String, Long> folded) {
    return new Stacks(new TreeMap<>(folded), 1e6, operations, 0, 0, 0);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    for (Stacks arm : Sampled.arms()) {
      String text = FoldedFile.text(arm);
      assertEquals(arm.folded(), FoldedFile.read(text));
      assertEquals(arm.folded().size(), text.lines().count());
    }
  }

  @Test
  void framesMayHaveSpaces() throws IOException {
    Stacks arm = stacks(1, Map.of("GC Thread#0;veth_xmit [veth]_[k]", 3L));
    assertEquals("GC Thread#0;veth_xmit [veth]_[k] 3\n", FoldedFile.text(arm));
    assertEquals(arm.folded(), FoldedFile.read(FoldedFile.text(arm)));
  }

  @Test
  void aThreadsNameStaysOnItsLine() {
    assertEquals("a?7;b 3\n", FoldedFile.text(stacks(1, Map.of("a\n7;b", 3L))));
  }

  @Test
  void differenceIsInNanosForAsManyOperationsOnBothSides() throws IOException {
    Stacks none = stacks(1_000_000, Map.of("a;b", 40L, "a;c", 2L));
    Stacks hook = stacks(2_000_000, Map.of("a;b", 80L, "a;d", 6L));
    String text = FoldedFile.text(none, hook);
    // 40 samples of 1 ms in a million operations: 40 ns an operation
    assertEquals(100_000, FoldedFile.operations(none));
    assertEquals("a;b 4000000 4000000\na;c 200000 0\na;d 0 300000\n", text);
    assertEquals(new FoldedFile.Pair(0, 300_000), FoldedFile.readPairs(text).get("a;d"));
    assertEquals(3, FoldedFile.readPairs(text).size());
  }

  @Test
  void wholeNumbersAreFineEnoughForBytesAndForTransactions() {
    // a nanosecond a byte, and a millisecond an operation
    assertEquals(1_000_000, FoldedFile.operations(stacks(10_000_000, Map.of("a", 10L))));
    assertEquals(1000, FoldedFile.operations(stacks(10, Map.of("a", 10L))));
  }

  @Test
  void differenceAddsUpToEachArmsCpuTime() {
    Stacks none = Sampled.arms().get(0);
    Stacks hook = Sampled.arms().get(3);
    var pairs = FoldedFile.pairs(none, hook).values();
    double rounding = pairs.size() * 0.5;
    assertEquals(
        none.nanosPerOperation() * FoldedFile.operations(none),
        pairs.stream().mapToLong(FoldedFile.Pair::baseline).sum(),
        rounding);
    assertEquals(
        hook.nanosPerOperation() * FoldedFile.operations(none),
        pairs.stream().mapToLong(FoldedFile.Pair::hook).sum(),
        rounding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b", "a;b x", "12", "a;b -3", "a;b 1.5"})
  void saysWhichLineIsNone(String line) {
    IOException e = assertThrows(IOException.class, () -> FoldedFile.read("a;c 1\n" + line + "\n"));
    assertTrue(e.getMessage().endsWith(": " + line), e.getMessage());
    assertThrows(IOException.class, () -> FoldedFile.readPairs("a;b 1 2\n" + line + " 7\n"));
  }
}
