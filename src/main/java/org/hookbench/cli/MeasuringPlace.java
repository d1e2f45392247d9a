package org.hookbench.cli;

import java.nio.file.Path;
import org.hookbench.kernel.RunLock;
import org.hookbench.kernel.VanishingFolder;

/**
 * What a measuring process holds: the lock that keeps a second one away, and a folder for temporary
 * files that is gone with the process.
 */
final class MeasuringPlace implements AutoCloseable {
  private final RunLock lock;
  private final VanishingFolder folder;

  private MeasuringPlace(RunLock lock, VanishingFolder folder) {
    this.lock = lock;
    this.folder = folder;
  }

  /**
   * Takes both.
   *
   * @throws UserException if another process measures
   */
  static MeasuringPlace take() {
    RunLock lock =
        RunLock.tryTake()
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.UNAVAILABLE,
                        "another HookBench run is going on; two would measure each other"));
    MeasuringPlace place = new MeasuringPlace(lock, VanishingFolder.create());
    // JMH keeps the output of its forks in temporary files, and has a lock file in /tmp
    System.setProperty("java.io.tmpdir", place.temp().toString());
    System.setProperty("jmh.ignoreLock", "true");
    return place;
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
