package org.hookbench.kernel.netlink;

/**
 * Bytes that are not the netlink message they claim to be: cut off, with a length that points
 * outside, or without an attribute that belongs there. Says what was expected and what was found.
 */
public final class MalformedMessageException extends RuntimeException {
  public MalformedMessageException(String what) {
    super("malformed netlink message: " + what);
  }
}
