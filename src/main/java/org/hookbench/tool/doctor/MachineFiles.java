package org.hookbench.tool.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.hookbench.kernel.sys.KernelFile;

/** The files by which a kernel tells of itself. Paths have no slash in front: {@code proc/stat}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface MachineFiles {
  /**
   * A file as it was read.
   *
   * @param text without white space around it; empty if there is no such file or it can't be read
   * @param refused whether it is there and can't be read
   */
  record Reading(Optional<String> text, boolean refused) {
    /** A file that was read. */
    public static Reading of(String text) {
      return new Reading(Optional.of(text), false);
    }

    /** No such file. */
    public static Reading absent() {
      return new Reading(Optional.empty(), false);
    }

    /** A file that is there and can't be read. */
    public static Reading denied() {
      return new Reading(Optional.empty(), true);
    }
  }

  /** Reads a file. */
  Reading read(String path);

  /** The names in a folder, sorted; none if it can't be listed. */
  List<String> list(String folder);

  /** The text of a file that anybody may read; empty if there is none. */
  default String text(String path) {
    return read(path).text().orElse("");
  }

  /** Whether there is such a file or folder. */
  default boolean has(String path) {
    int slash = path.lastIndexOf('/');
    return list(path.substring(0, slash)).contains(path.substring(slash + 1));
  }

  /** Those below a folder that stands for the root of the file system. */
  static MachineFiles under(Path root) {
    return new MachineFiles() {
      @Override
      public Reading read(String path) {
        try {
          return Reading.of(KernelFile.readAll(root.resolve(path)));
        } catch (NoSuchFileException e) {
          return Reading.absent();
        } catch (IOException e) {
          return Reading.denied();
        }
      }

      @Override
      public List<String> list(String folder) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
          return entries.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
          // there is none, or this user may not look into it
          return List.of();
        }
      }
    };
  }
}
