package org.hookbench.framework.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hookbench.framework.runfile.AtomicFile;
import org.hookbench.framework.runfile.RunFile;

/** The last calibration, kept beside the saved runs so that their reports can name it. */
public final class CalibrationFile {
  /** Where it is kept. */
  public static final Path PATH = RunFile.DEFAULT_FOLDER.resolve("calibration.json");

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private CalibrationFile() {}

  /** Keeps a calibration in place of the last one. */
  public static void write(Calibration calibration, Path file) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(calibration);
    AtomicFile.write(file, out -> out.write(json));
  }

  /** The calibration that is kept, if there is one that can be read. */
  public static Optional<Calibration> read(Path file) {
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), Calibration.class));
    } catch (JsonProcessingException e) {
      // written by another version: as good as none
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
