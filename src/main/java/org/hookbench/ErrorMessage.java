package org.hookbench;

/** What an exception says. */
public final class ErrorMessage {
  private ErrorMessage() {}

  /** The message of an exception; of one without a message the name of its class. */
  public static String of(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
