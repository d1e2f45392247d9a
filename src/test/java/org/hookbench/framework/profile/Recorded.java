package org.hookbench.framework.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Excerpts of real files, next to the tests. */
final class Recorded {
  private Recorded() {}

  static Stream<String> lines(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }
}
