package org.hookbench;

/**
 * An extension on the class path that can't be used: it can't be loaded, or what it gives can't be
 * told from what is there already. The message is one line that names the class.
 */
public final class ExtensionException extends UsageException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line, without a full stop
   */
  public ExtensionException(String message) {
    super(message);
  }

  /**
   * @param message one line, without a full stop
   * @param cause what made it known
   */
  public ExtensionException(String message, Throwable cause) {
    super(message, cause);
  }
}
