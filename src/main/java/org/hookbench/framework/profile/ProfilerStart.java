package org.hookbench.framework.profile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.hookbench.kernel.sys.KernelException;
import org.openjdk.jmh.profile.ProfilerException;

/** What the constructor of a profiler makes sure of. */
final class ProfilerStart {
  private ProfilerStart() {}

  /**
   * Reads the options of {@code -prof NAME:OPTIONS}: {@code key=value}, joined by semicolons.
   *
   * @param known the keys that the profiler has; empty where it takes no option
   * @throws ProfilerException for any other
   */
  static Map<String, String> options(String profiler, String text, Collection<String> known)
      throws ProfilerException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : text.split(";")) {
      String[] parts = pair.strip().split("=", 2);
      if (parts[0].isEmpty() && parts.length == 1) {
        continue;
      }
      if (!known.contains(parts[0]) || parts.length == 1 || parts[1].isEmpty()) {
        throw new ProfilerException(
            profiler
                + (known.isEmpty()
                    ? " takes no options"
                    : " takes " + String.join("=N, ", known) + "=N")
                + ", not '"
                + pair.strip()
                + "'");
      }
      options.put(parts[0], parts[1]);
    }
    return options;
  }

  /**
   * The value of an option that is a whole number.
   *
   * @throws ProfilerException if it is none, or less than 1
   */
  static int count(String profiler, String key, String value) throws ProfilerException {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ProfilerException(
        profiler + ": " + key + " is a whole number from 1 on, not '" + value + "'");
  }

  /**
   * Opens what the profiler needs of the kernel, and closes it again.
   *
   * @throws ProfilerException with the kernel's reason and what to do about it
   */
  static <T extends AutoCloseable> void tryOut(String profiler, Supplier<T> needed)
      throws ProfilerException {
    try (T opened = needed.get()) {
      return;
    } catch (KernelException e) {
      throw new ProfilerException(profiler + " can't run here: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new IllegalStateException("nothing of ours fails to close", e);
    }
  }
}
