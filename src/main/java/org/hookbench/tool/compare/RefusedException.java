package org.hookbench.tool.compare;

/** Results that can't be put together. {@link #getMessage()} is one line that names the files. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param message one line that names the files
   */
  public RefusedException(String message) {
    super(message);
  }
}
