package org.hookbench.framework.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
  @Test
  void readsWhatItWrites() {
    for (int depth : new int[] {1, 4, 64}) {
      Chain chain = Chain.of(Chain.text("tcx", Integer.toString(depth)));
      assertEquals("tcx", chain.hook().name());
      assertEquals(depth, chain.depth());
    }
    assertEquals("tcx", Chain.text("tcx", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcx*0", "tcx*65", "tcx*", "tcx*-1", "tcx*1.5", "tcy", "*4", "tcx*100"})
  void refusesWhatIsNone(String text) {
    assertEquals(Optional.empty(), Chain.parse(text));
  }
}
