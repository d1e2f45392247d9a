package org.hookbench.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder of another project's classes, compiled against the built jar alone, that a run has
 * beside the jar on its class path. Their sources are in {@code src/test/resources/outside}.
 */
public final class OutsideProject {
  private static final String PACKAGE = "outside";
  private static final String CLASSES = "classes";

  private final Path folder;
  private final Path classes;

  /**
   * @param folder where the runs are to be, below the project's target/
   */
  public OutsideProject(Path folder) throws IOException {
    this.folder = folder;
    this.classes = folder.resolve(CLASSES);
    Files.createDirectories(classes.resolve(PACKAGE));
  }

  /** A source by its name, such as {@code "Accept.java"}. */
  public static String source(String name) throws IOException {
    try (InputStream in = OutsideProject.class.getResourceAsStream("/outside/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Compiles one of the sources. */
  public OutsideProject compile(String name) throws IOException {
    return compileSource(source(name + ".java"));
  }

  /** Compiles a class of the package {@code outside}. */
  public OutsideProject compileSource(String source) throws IOException {
    OutsideClasses.compile(source, System.getProperty("benchmarks.jar"), classes);
    return this;
  }

  /** Puts a file beside the classes of the package. */
  public OutsideProject file(String name, byte[] bytes) throws IOException {
    Files.write(classes.resolve(PACKAGE).resolve(name), bytes);
    return this;
  }

  /** Names a class of the package as one of the service's. */
  public OutsideProject service(Class<?> service, String name) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(service.getName()),
        PACKAGE + "." + name + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return this;
  }

  /** Runs HookBench with these classes. */
  public JarRun.Outcome run(String... arguments) throws Exception {
    return runMain("org.hookbench.tool.cli.Main", arguments);
  }

  /** Runs a main class of the jar with these classes. */
  public JarRun.Outcome runMain(String main, String... arguments) throws Exception {
    try (JarRun run = JarRun.startBeside(folder, CLASSES, main, arguments)) {
      return run.await();
    }
  }
}
