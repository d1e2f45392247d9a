package org.hookbench.framework.hook;

import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hook needs of the kernel, told as the cause only where the running kernel is older. */
final class Need {
  private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+");

  private Need() {}

  /**
   * In words for a user.
   *
   * @param what the kernel has to have, e.g. {@code "tcx"}
   * @param version since when it has, e.g. {@code "6.6"}
   * @param options of its configuration that it must be built with
   */
  static String of(String what, String version, String... options) {
    return onKernel(System.getProperty("os.version"), what, version, options);
  }

  /** As above, for a kernel of that release. */
  static String onKernel(String release, String what, String version, String... options) {
    String needs =
        what
            + (options.length == 0 ? "" : " with " + String.join(", ", options))
            + " (needs Linux "
            + version
            + ")";
    Matcher running = RELEASE.matcher(release);
    boolean older =
        running.find() && Version.parse(running.group()).compareTo(Version.parse(version)) < 0;
    return older ? "this kernel, " + release + ", has no " + needs : "it takes " + needs;
  }
}
