package org.hookbench.framework.peer;

import java.io.IOException;

/** The other side refuses, or does not keep to the protocol. The message is one line for a user. */
public final class PeerException extends IOException {
  private static final long serialVersionUID = 1L;

  public PeerException(String message) {
    super(message);
  }

  public PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
