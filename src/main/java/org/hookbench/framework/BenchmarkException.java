package org.hookbench.framework;

/** A benchmark class that can't say what its workload is, by a mistake in that class. */
public final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchmarkException(Class<?> type, Throwable cause) {
    super("the benchmark class " + type.getName() + " can't make its workload: " + cause, cause);
  }
}
