package org.hookbench.kernel.sys;

import org.apiguardian.api.API;

/**
 * A kernel or libbpf call that failed: what was tried, with which errno, and what the user can do.
 * {@link #getMessage()} is the one line that a user reads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class KernelException extends RuntimeException {
  private final String operation;
  private final int errno;
  private final String words;
  private final String hint;

  /**
   * @param operation what was tried, with its object, e.g. {@code "attach XDP (native) to hb3"}
   * @param errno the positive errno, or 0 where there is none
   * @param hint what to do about it, or an empty string
   */
  public KernelException(String operation, int errno, String hint) {
    this(operation, errno, "", hint);
  }

  /**
   * @param operation what was tried, with its object
   * @param errno the positive errno, or 0 where there is none
   * @param words what the kernel itself says about it beside the errno, or an empty string
   * @param hint what to do about it, or an empty string
   */
  public KernelException(String operation, int errno, String words, String hint) {
    this.operation = operation;
    this.errno = errno;
    this.words = words;
    this.hint = hint;
  }

  /** What was tried. */
  public String operation() {
    return operation;
  }

  /** The positive errno, or 0 where there is none. */
  public int errno() {
    return errno;
  }

  /** What the kernel itself says about it beside the errno; may be empty. */
  public String words() {
    return words;
  }

  /** What to do about it; may be empty. */
  public String hint() {
    return hint;
  }

  /** The operation, what failed, and what to do about it, in one line. */
  @Override
  public String getMessage() {
    return message(operation, errno, words, hint);
  }

  /** The same failure with a hint from a caller that knows more. */
  public KernelException withHint(String better) {
    KernelException e = new KernelException(operation, errno, words, better);
    e.setStackTrace(getStackTrace());
    return e;
  }

  private static String message(String operation, int errno, String words, String hint) {
    StringBuilder s = new StringBuilder(operation).append(": ");
    s.append(errno == 0 ? "failed" : Errno.describe(errno));
    if (!words.isEmpty()) {
      s.append("; the kernel says: ").append(words);
    }
    if (!hint.isEmpty()) {
      s.append("; ").append(hint);
    }
    return s.toString();
  }
}
