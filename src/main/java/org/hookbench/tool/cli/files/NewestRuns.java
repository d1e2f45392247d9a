package org.hookbench.tool.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hookbench.framework.calibration.CalibrationFile;
import org.hookbench.tool.cli.error.UserException;

/** The runs that are saved where runs are saved by default: for commands that name no file. */
public final class NewestRuns {
  private record Saved(Path file, FileTime time) {}

  private final Path folder;

  /** Those of a folder, which need not be there. */
  public NewestRuns(Path folder) {
    this.folder = folder;
  }

  /** All of them, the newest first. */
  public List<Path> all() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(NewestRuns::isRun)
          .map(NewestRuns::dated)
          .sorted(Comparator.comparing(Saved::time).thenComparing(Saved::file).reversed())
          .map(Saved::file)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A calibration is kept in the same folder. */
  private static boolean isRun(Path file) {
    return file.toString().endsWith(".json")
        && !file.endsWith(CalibrationFile.PATH.getFileName())
        && Files.isRegularFile(file);
  }

  /**
   * The newest, for a command that has a saved run to say something of, which is said on standard
   * error.
   */
  public Path of(String command) {
    Path run = newest(command + " needs a file, or");
    System.err.println("hookbench: " + command + " of " + run + ", the newest run");
    return run;
  }

  /**
   * The newest.
   *
   * @param otherwise the beginning of what is said where there is none, up to "or"
   */
  public Path newest(String otherwise) {
    return all().stream()
        .findFirst()
        .orElseThrow(() -> UserException.usage(otherwise + " " + lacking("a saved run")));
  }

  /**
   * The folder, for a command that takes all of its runs.
   *
   * @param command for the message where there is none
   */
  public List<Path> folders(String command) {
    if (all().isEmpty()) {
      throw UserException.usage(command + " needs a folder or files, or " + lacking("saved runs"));
    }
    return List.of(folder);
  }

  /** For a message: that the folder has no such thing. */
  private String lacking(String what) {
    return what + " in " + folder + ", where there is none";
  }

  private static Saved dated(Path file) {
    try {
      return new Saved(file, Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return new Saved(file, FileTime.fromMillis(0)); // it went since it was listed
    }
  }
}
