package org.hookbench.tool.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hookbench.ErrorMessage;
import org.jspecify.annotations.Nullable;

/** A folder that saved runs are kept in, and folders below it. */
public final class RunFolder {
  /** A run is saved under this ending. */
  public static final String RUN = ".json";

  /** What is kept beside runs and is none. */
  private static final String CALIBRATION = "calibration.json";

  private static final int DEEPEST = 8;

  private RunFolder() {}

  /**
   * Every file that ends in {@code .json}, in the order of their names.
   *
   * @throws RefusedException where it is no folder
   * @throws IOException where it can't be read; its message is the one line to print
   */
  public static List<Path> files(Path folder) throws IOException, RefusedException {
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          folder + ": " + (Files.exists(folder) ? "is no folder" : "there is no such folder"));
    }
    try (Stream<Path> found = Files.walk(folder, DEEPEST)) {
      return found
          .filter(f -> f.toString().endsWith(RUN) && !f.endsWith(CALIBRATION))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) { // a folder below it
      throw new IOException(unreadable(folder, e.getCause()), e);
    } catch (AccessDeniedException e) {
      throw new IOException(unreadable(folder, e), e);
    }
  }

  /**
   * Whether a file says that it is a run of ours; false also where there is none.
   *
   * @throws IOException where it can't be read; its message is the one line to print
   */
  public static boolean isRun(Path file) throws IOException {
    try {
      return RunFormat.isRun(file);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": not allowed to read it", e);
    }
  }

  /** What two copies of a run have in common, and no two runs. */
  public static String identity(long startedMillis, long seed) {
    return startedMillis + " " + seed;
  }

  private static String unreadable(Path folder, @Nullable Throwable cause) {
    return cause instanceof AccessDeniedException denied
        ? denied.getFile() + ": not allowed to read it"
        : folder + ": can't be read: " + (cause == null ? "" : ErrorMessage.of(cause));
  }
}
