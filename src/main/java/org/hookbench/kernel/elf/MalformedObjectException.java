package org.hookbench.kernel.elf;

/**
 * An object file that is not what clang writes for BPF. {@link #getMessage()} says in what respect,
 * and reads on after the file's name and a colon.
 */
public final class MalformedObjectException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedObjectException(String message) {
    // names in a damaged file may hold anything, and this goes to a terminal
    super(message.replaceAll("\\p{Cntrl}", "?"));
  }

  /** Of a file whose parts contradict each other. */
  static MalformedObjectException damaged(String what) {
    return new MalformedObjectException("it is damaged: " + what);
  }
}
