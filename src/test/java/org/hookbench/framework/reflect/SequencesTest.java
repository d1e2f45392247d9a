package org.hookbench.framework.reflect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 77, Integer.MAX_VALUE, -1})
  void tellsTheAwaitedFromLateAndDoubleOnes(int first) {
    Sequences s = new Sequences(first);
    assertEquals(first, s.next());
    assertTrue(s.isAwaited(first));
    assertFalse(s.isAwaited(first), "double");
    int lost = s.next();
    s.lost();
    int awaited = s.next();
    assertFalse(s.isAwaited(lost), "late");
    assertFalse(s.isAwaited(lost), "late and double");
    assertFalse(s.isAwaited(first), "double, from before");
    assertFalse(s.isAwaited(awaited + 1), "not sent yet");
    assertFalse(s.isAwaited(first - 1), "never sent");
    assertTrue(s.isAwaited(awaited));
    assertEquals(new ReplyCounts(3, 1, 1, 3, 2), s.counts());
  }

  @Test
  void whatIsTooLongAgoIsForeign() {
    Sequences s = new Sequences(0);
    for (int i = 0; i <= Sequences.WINDOW; i++) {
      s.next();
    }
    assertFalse(s.isAwaited(0));
    assertFalse(s.isAwaited(1));
    assertEquals(new ReplyCounts(Sequences.WINDOW + 1, 0, 1, 0, 1), s.counts());
  }
}
