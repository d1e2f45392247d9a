package org.hookbench.framework.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.hookbench.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note on a program as bytes of a map, which anybody could write to. */
class OwnerMarkTest {
  @Test
  void isReadBackWithTheZerosThatTheKernelPadsWith() {
    for (boolean made : new boolean[] {true, false}) {
      OwnerMark mark = new OwnerMark("4026531840-3-tc", "/a b/ü=1.o:f@n=2;m=3", made);
      assertEquals(Optional.of(mark), OwnerMark.decode(Arrays.copyOf(mark.encode(), 1024)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "hookbench 1",
        "hookbench 1\nplace=x\nprogram=y\n",
        "hookbench 2\nplace=x\nprogram=y\nqdisc=made\n",
        "hookbench 1\n=\n\nplace\nqdisc=made\n"
      })
  void whatAnotherWroteIsNoNote(String text) {
    assertEquals(Optional.empty(), OwnerMark.decode(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nameThatWouldForgeALineIsRefused() {
    OwnerMark mark = new OwnerMark("1-2-tc", "/a\nqdisc=made.o:f", false);
    assertEquals(
        "the name of the program has control characters",
        assertThrows(UsageException.class, mark::encode).getMessage());
  }

  @Test
  void nameThatDoesNotFitIsRefusedInWords() {
    OwnerMark mark = new OwnerMark("1-2-tc", "/" + "x".repeat(1100) + ".o:f", false);
    UsageException e = assertThrows(UsageException.class, mark::encode);
    assertEquals("the name of program " + mark.program() + " is too long", e.getMessage());
  }
}
