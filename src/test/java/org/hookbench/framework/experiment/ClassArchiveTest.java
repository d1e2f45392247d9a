package org.hookbench.framework.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassArchiveTest {
  private static final String INFO = "java.vm.info";

  @TempDir Path temp;

  /** A JVM without an archive of its own refuses to start when it is told to make one on top. */
  @ParameterizedTest
  @CsvSource({"'mixed mode, sharing', true", "mixed mode, false"})
  void isMadeOnTopOfTheOneOfTheJdk(String info, boolean made) {
    String before = System.getProperty(INFO);
    String name = System.getProperty("java.vm.name");
    System.setProperty(INFO, info);
    System.setProperty("java.vm.name", "OpenJDK 64-Bit Server VM");
    try {
      assertEquals(made, new ClassArchive(temp, true).isMissing());
    } finally {
      System.setProperty(INFO, before);
      System.setProperty("java.vm.name", name);
    }
  }

  @Test
  void isNotMadeForAnotherJvm() {
    assertFalse(new ClassArchive(temp, false).isMissing());
  }
}
