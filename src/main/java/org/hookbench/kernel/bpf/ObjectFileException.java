package org.hookbench.kernel.bpf;

/**
 * A user's object file that can't be read, or is no BPF object. {@link #getMessage()} is the one
 * line that a user reads.
 */
public final class ObjectFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what was tried, the file's name, and why it failed
   */
  public ObjectFileException(String message) {
    super(message);
  }

  ObjectFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
