package org.hookbench.framework.workload;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;

/** A program of the user's that was started. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Program extends AutoCloseable {
  /**
   * How it ended.
   *
   * @param code its exit code
   * @param words the code, or the signal that ended it: {@code "exit code 1"}
   * @param wallNanos from its start to its end, ns
   * @param cpuNanos CPU time in user mode and in the kernel, its children's included, ns
   */
  record Ended(int code, String words, long wallNanos, long cpuNanos) {}

  /**
   * Waits for its end; what it has started may live on.
   *
   * @param most for so long; where it runs on, the result is empty
   */
  Optional<Ended> await(Duration most);

  /**
   * What it has written to standard output.
   *
   * @throws IOException also where that is more than a few MB
   */
  String out() throws IOException;

  /** What it has written to standard error. */
  String err() throws IOException;

  /** Forgets what it has written where that is much. */
  void trim() throws IOException;

  /** Kills it, with all that it has started, and waits until it is gone. */
  @Override
  void close();
}
