package org.hookbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** HookBench's own version. */
public final class Version {
  /**
   * As Maven's description of HookBench has it, which is in its jar and in every jar that has it
   * inside; the manifest of such a jar may have the version of what else is in it.
   */
  public static final String TEXT = read("/META-INF/maven/org.hookbench/hookbench/pom.properties");

  private Version() {}

  private static String read(String description) {
    try (InputStream in = Version.class.getResourceAsStream(description)) {
      if (in == null) {
        return "dev";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "dev");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
