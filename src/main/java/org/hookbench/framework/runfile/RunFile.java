package org.hookbench.framework.runfile;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.experiment.RunData;

/**
 * A run on disk, one JSON document a run: {@code docs/run-file.md} describes it field by field.
 *
 * <p>What is read equals what was written in every value, doubles bit for bit; and what is read and
 * written again has the same bytes. Free texts (arguments, values of machine facts, failures,
 * changed offloads) alone are saved with a visible picture for each control character.
 */
public final class RunFile {
  /** What the field {@code format} says. */
  public static final String FORMAT = "hookbench-run";

  /** The version that is written. */
  public static final int VERSION = 3;

  /** The oldest version that is read. */
  static final int OLDEST_VERSION = 1;

  /** Where runs are saved unless the user says otherwise, in the working directory. */
  public static final Path DEFAULT_FOLDER = Path.of("hookbench-results");

  /** The largest file that is read, bytes. */
  public static final long LARGEST_BYTES = 1L << 30;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunFile() {}

  /**
   * Saves a run: wholly, or not at all with the file as it was. A file that is there is replaced;
   * what is no regular file ({@code /dev/stdout}) is written to.
   *
   * @throws RunFileException if the run contradicts itself or the file can't be written
   */
  public static void write(RunData run, Path file) throws RunFileException {
    RunCheck.check(file, run);
    try {
      AtomicFile.write(file, out -> RunWriter.write(run, out));
    } catch (IOException e) {
      throw new RunFileException(file, "", "can't be written: " + Text.reason(e), e);
    }
  }

  /**
   * Reads a saved run.
   *
   * @throws RunFileException naming file and place if it is none, or can't be read
   */
  public static RunData read(Path file) throws RunFileException {
    RunData run;
    try {
      requireReadable(file);
      // a decoder of its own refuses what is not UTF-8; a charset would replace it
      try (Reader reader =
          new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
        run = RunMapper.run(file, RunReader.read(file, reader));
      }
    } catch (RunFileException e) {
      throw e;
    } catch (IOException e) {
      throw new RunFileException(file, "", "can't be read: " + Text.reason(e), e);
    }
    RunCheck.check(file, run);
    return run;
  }

  /**
   * Why a name (of an arm, a hook, a program, a parameter's value) can't stand in a saved run;
   * empty if it can.
   */
  public static Optional<String> problemOfName(String name) {
    OptionalInt control = Text.firstUnprintable(name);
    if (control.isPresent()) {
      return Optional.of("has the control character " + Text.codePoint(control.getAsInt()));
    }
    return name.length() > Text.LONGEST_NAME
        ? Optional.of("has " + name.length() + " characters, more than " + Text.LONGEST_NAME)
        : Optional.empty();
  }

  /** The file that a run is saved in by default. */
  public static Path defaultPath(RunData run) {
    return defaultPath(run.startedMillis());
  }

  /**
   * The file that a run is saved in by default: its start in UTC, with a number behind if that name
   * is taken.
   *
   * @param startedMillis when the run began, ms since the epoch
   */
  public static Path defaultPath(long startedMillis) {
    return freePath(DEFAULT_FOLDER, startedMillis);
  }

  static Path freePath(Path folder, long startedMillis) {
    String stamp = STAMP.format(Instant.ofEpochMilli(startedMillis));
    Path path = folder.resolve(stamp + ".json");
    for (int n = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); n++) {
      path = folder.resolve(stamp + "-" + n + ".json");
    }
    return path;
  }

  private static void requireReadable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new RunFileException(file, "", "expected a saved run, found a folder", null);
    }
    if (!Files.isRegularFile(file) && !AtomicFile.isOwnStream(file)) {
      Files.size(file); // says if there is none
      throw new RunFileException(
          file, "", "expected a saved run, found what is no regular file", null);
    }
    long bytes = Files.size(file);
    if (bytes > LARGEST_BYTES) {
      throw new RunFileException(
          file, "", "expected a saved run of at most 1 GiB, found " + bytes + " bytes", null);
    }
  }
}
