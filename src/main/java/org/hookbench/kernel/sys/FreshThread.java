package org.hookbench.kernel.sys;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs what moves its thread out of the host's namespaces for good on a thread that then ends. */
public final class FreshThread {
  private FreshThread() {}

  /**
   * Runs a task and waits for it.
   *
   * @param name the thread's, and what a message says that failed
   */
  public static <T> T call(String name, Callable<T> task) {
    FutureTask<T> result = new FutureTask<>(task);
    new Thread(result, name).start();
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KernelException(name, 0, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + name, e);
    }
  }
}
