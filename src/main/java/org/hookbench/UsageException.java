package org.hookbench;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What the user asked for can't be done as it was asked. The message is written for the user: it
 * says what is wrong and what is possible. Any other unchecked exception is a bug of the program.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line, without a full stop
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * @param message one line, without a full stop
   * @param cause what made it known
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message that it was made with, which is never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
