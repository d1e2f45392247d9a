package org.hookbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders for {@code @TempDir} below the project's target/, where a {@link JarRun} can work: it has
 * a /tmp of its own.
 */
public final class TargetFolder implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "run-it"));
    return Files.createTempDirectory(parent, test.getRequiredTestClass().getSimpleName())
        .toAbsolutePath();
  }
}
