package org.hookbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorMessageTest {
  @Test
  void isTheMessageOrElseTheClass() {
    assertEquals("no room", ErrorMessage.of(new IOException("no room")));
    assertEquals("IOException", ErrorMessage.of(new IOException()));
  }
}
