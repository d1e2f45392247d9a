package org.hookbench.framework.stats;

/** Measured values that no estimate can be made of: none at all, or some that are not finite. */
public final class UnusableDataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableDataException(String message) {
    super(message);
  }
}
