package org.hookbench.framework.profile;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A profiler that knows lanes, as {@code -prof} knows it.
 *
 * @param name what a user types, with no colon
 * @param type its class; JMH makes one in the host and one in each fork that it profiles
 * @param forks how many forks it takes, beside those of the estimate
 * @param jvmArguments what its forks' JVM needs
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LaneProfilerKind(
    String name, Class<? extends LaneProfiler> type, int forks, List<String> jvmArguments) {
  /** A profiler takes at least one fork. */
  public LaneProfilerKind {
    if (forks < 1) {
      throw new IllegalArgumentException(name + " takes " + forks + " forks, and needs at least 1");
    }
    jvmArguments = List.copyOf(jvmArguments);
  }
}
