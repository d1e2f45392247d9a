package org.hookbench.framework.attachment;

/** A program is where HookBench was to change something, and is not its to change. */
public final class TakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TakenException(String message) {
    super(message);
  }
}
