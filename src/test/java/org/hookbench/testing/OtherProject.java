package org.hookbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Maven project that depends on HookBench from outside: its copy lies in a folder of its own, and
 * its local repository is new, with nothing of HookBench's but the jar and the pom that {@code mvn
 * install} installs. What Maven has fetched to build HookBench it takes from there, by file URL;
 * only what is missing it fetches from the network.
 */
public final class OtherProject {
  private static final String INSTALL_FILE =
      "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file";
  private static final long PATIENCE_SECONDS = 300;

  private final Path folder;
  private final Path repository;
  private final Path settings;

  /**
   * Copies a project.
   *
   * @param template its folder
   * @param folder an empty one, where the copy and the local repository go
   */
  public OtherProject(Path template, Path folder) throws IOException {
    this.folder = folder.resolve("project");
    this.repository = folder.resolve("repository");
    this.settings = folder.resolve("settings.xml");
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.toList()) {
        Path copy = this.folder.resolve(template.relativize(file).toString());
        Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.writeString(
        settings,
        """
        <settings>
          <profiles>
            <profile>
              <id>fetched</id>
              <repositories><repository>%1$s</repository></repositories>
              <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>fetched</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                "<id>fetched</id><url>"
                    + Path.of(System.getProperty("maven.local.repository")).toUri()
                    + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>"
                    + "<snapshots><enabled>false</enabled></snapshots>"));
  }

  /** The copy. */
  public Path folder() {
    return folder;
  }

  /** Installs HookBench's jar with the pom that is published. */
  public void installHookBench(Path target) throws Exception {
    maven(
        INSTALL_FILE,
        "-Dfile=" + target.resolve("hookbench.jar").toAbsolutePath(),
        "-DpomFile=" + target.resolve("published-pom.xml").toAbsolutePath());
  }

  /**
   * Runs Maven in the copy.
   *
   * @throws AssertionError if it fails or does not end, with what it printed
   */
  public void maven(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q", "-gs", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of(arguments));
    Path log = folder.resolveSibling("maven.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          String.join(" ", command)
              + (ended ? " failed:\n" : " does not end:\n")
              + Files.readString(log));
    }
  }
}
