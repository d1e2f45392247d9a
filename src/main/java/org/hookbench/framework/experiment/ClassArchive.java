package org.hookbench.framework.experiment;

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
  private final Path file;
  private final boolean known;

  /**
   * @param temp where the run's temporary files are
   * @param ownJvm whether the forks have this JVM, with no arguments of the user's
   */
  ClassArchive(Path temp, boolean ownJvm) {
    this.file = temp.resolve("classes.jsa");
    this.known =
        ownJvm
            && System.getProperty("java.vm.name", "").contains("OpenJDK")
            // on top of the JDK's own archive; one that jlink made may have none, and ends then
            && System.getProperty("java.vm.info", "").contains("sharing");
  }

  /** Whether the next fork is to make it. */
  boolean isMissing() {
    return known && !Files.exists(file);
  }

  /** What the JVM of a fork that is to make it is told. */
  List<String> toMake() {
    return with("-XX:ArchiveClassesAtExit=");
  }

  /** What the JVM of a fork that is to use it is told; nothing where there is none. */
  List<String> toUse() {
    return known && Files.exists(file) ? with("-XX:SharedArchiveFile=") : List.of();
  }

  private List<String> with(String option) {
    return List.of(option + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }
}
