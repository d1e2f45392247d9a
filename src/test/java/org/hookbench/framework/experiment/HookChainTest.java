package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookChainTest {
  @Test
  void readsWhatItWrites() {
    for (int depth : new int[] {1, 4, 64}) {
      HookChain chain = new HookChain("tcx", depth);
      assertEquals(chain, HookChain.parse(chain.toString()));
    }
    assertEquals("tcx", new HookChain("tcx", 1).toString());
    assertEquals("tcx*4", new HookChain("tcx", 4).toString());
  }

  /** Such a hook is unknown, and the message about it shows what the user wrote. */
  @ParameterizedTest
  @ValueSource(strings = {"tcx*0", "tcx*65", "tcx*", "tcx*-1", "tcx*1.5", "tcx*100", "tcx*x"})
  void whatEndsInNoDepthIsANameAsAWhole(String text) {
    assertEquals(new HookChain(text, 1), HookChain.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "", "-1", "1.5", "100", "01", " 1"})
  void refusesWhatIsNoDepth(String text) {
    assertEquals(OptionalInt.empty(), HookChain.depth(text));
  }
}
