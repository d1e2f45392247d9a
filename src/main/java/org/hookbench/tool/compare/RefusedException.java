package org.hookbench.tool.compare;

/** Results that can't be compared. {@link #getMessage()} is one line that names the files. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
