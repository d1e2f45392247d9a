package org.hookbench.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes that a run's first fork has loaded, as its JVM leaves them behind: the others map
 * them instead of reading them from the jar, which makes their start shorter by a quarter. The JVM
 * checks that archive and jar belong together, and does without where they don't.
 *
 * <p>It goes with the run's temporary files. Source: JEP 350, Dynamic CDS Archives; JDK 13.
 */
final class ClassArchive {
  private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  private final Path file;
  private final boolean known;

  /**
   * @param temp where the run's temporary files are
   * @param ownJvm whether the forks have this JVM, with no arguments of the user's
   */
  ClassArchive(Path temp, boolean ownJvm) {
    this.file = temp.resolve("classes.jsa");
    this.known = ownJvm && System.getProperty("java.vm.name", "").contains("OpenJDK");
  }

  /** Whether the next fork is to make it. */
  boolean isMissing() {
    return known && !Files.exists(file);
  }

  /** What a fork's JVM is told: to make it, or to use it. */
  List<String> jvmArguments() {
    if (!known) {
      return List.of();
    }
    String use = isMissing() ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=";
    return List.of(use + file, QUIET.get(0), QUIET.get(1));
  }
}
