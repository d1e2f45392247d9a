package org.hookbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hookbench.kernel.NativeCode;
import org.hookbench.kernel.Reexec;
import org.hookbench.kernel.RunLock;
import org.hookbench.kernel.VanishingFolder;

/**
 * What a measuring process holds: the lock that keeps a second one away, and a folder for temporary
 * files that is gone with the process. JMH and the JVM put files in {@code java.io.tmpdir}, which a
 * JVM reads once, when it starts: so the process makes the folder and starts its JVM anew, with the
 * folder on the command line.
 */
final class MeasuringPlace implements AutoCloseable {
  /** The descriptor of the folder, in the JVM that was started anew. */
  static final String FOLDER = "org.hookbench.folder";

  private static final String TEMP = "-Djava.io.tmpdir=";

  private final RunLock lock;
  private final VanishingFolder folder;

  private MeasuringPlace(RunLock lock, VanishingFolder folder) {
    this.lock = lock;
    this.folder = folder;
  }

  /**
   * Takes both. In the first JVM of a process this does not return.
   *
   * @throws UserException if another process measures
   */
  static MeasuringPlace take() {
    Integer inherited = Integer.getInteger(FOLDER);
    if (inherited == null) {
      VanishingFolder made = VanishingFolder.create();
      List<String> further =
          new ArrayList<>(
              List.of(
                  TEMP + made.path(),
                  "-D" + FOLDER + "=" + made.descriptor(),
                  "-XX:-UsePerfData",
                  "--enable-native-access=ALL-UNNAMED"));
      further.addAll(NativeCode.jvmArguments());
      throw Reexec.withJvmArguments(further, TEMP);
    }
    RunLock lock =
        RunLock.tryTake()
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.UNAVAILABLE,
                        "another HookBench run is going on; two would measure each other"));
    // JMH's own lock is a file in /tmp
    System.setProperty("jmh.ignoreLock", "true");
    return new MeasuringPlace(lock, VanishingFolder.inherited(inherited));
  }

  /** Where temporary files go. */
  Path temp() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
    lock.close();
  }
}
