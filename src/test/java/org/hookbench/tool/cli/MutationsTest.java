package org.hookbench.tool.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of what {@code src/test/mutate.sh} tries. */
class MutationsTest {
  private static final int SOME = 2000;

  @TempDir Path folder;

  @Test
  void damagedInputEndsInAResultOrInOneLine() throws Exception {
    try (Mutations mutations = new Mutations(1, folder)) {
      mutations.run(SOME);
      assertEquals(List.of(), mutations.failures());
      // the mutations reach both: what is read, and what is refused
      for (String end :
          List.of(
              "run file: exit code 0",
              "run file: exit code 65",
              "other tool: exit code 2",
              "other tool: exit code 65",
              "command line: exit code 0",
              "command line: exit code 64")) {
        assertTrue(mutations.ends().containsKey(end), end + " of " + mutations.ends());
      }
    }
  }

  @Test
  void anEndThatIsNoneOfTheDocumentedIsSeen() {
    assertEquals("", Mutations.problem(65, "hookbench: a: bad\n"));
    assertEquals("", Mutations.problem(2, ""));
    assertTrue(Mutations.problem(70, "hookbench: internal error\n").contains("70"));
    assertTrue(Mutations.problem(65, "").contains("65"));
    assertTrue(Mutations.problem(65, "hookbench: x\n\tat y\n").contains("said"));
    assertTrue(Mutations.problem(0, "a warning\n").contains("said"));
    assertTrue(Mutations.problem(65, "hookbench: \u001b[31m\n").contains("said"));
  }
}
