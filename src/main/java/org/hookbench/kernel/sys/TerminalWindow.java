package org.hookbench.kernel.sys;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hookbench.kernel.ffi.Ffi;

/** The size of a terminal's window, by ioctl_tty(2). */
public final class TerminalWindow {
  /** The descriptor of standard output. */
  public static final int STDOUT = 1;

  /** The descriptor of standard error. */
  public static final int STDERR = 2;

  private static final long TIOCGWINSZ = 0x5413;

  // struct winsize: rows, columns, and two of pixels that nobody fills
  private static final int WINSIZE_BYTES = 8;
  private static final int ROWS = 0;
  private static final int COLUMNS = 2;

  private TerminalWindow() {}

  /**
   * How much a terminal shows.
   *
   * @param columns characters a line, at least 1
   * @param rows lines, at least 1
   */
  public record Size(int columns, int rows) {}

  /** The size as it is now; none of what is no terminal, or does not know its size. */
  public static Optional<Size> size(int fd) {
    ByteBuffer winsize = Ffi.zeroed(WINSIZE_BYTES);
    if (Ffi.libc().ioctl(fd, TIOCGWINSZ, winsize) < 0) {
      return Optional.empty();
    }
    Size size =
        new Size(
            Short.toUnsignedInt(winsize.getShort(COLUMNS)),
            Short.toUnsignedInt(winsize.getShort(ROWS)));
    return size.columns() > 0 && size.rows() > 0 ? Optional.of(size) : Optional.empty();
  }
}
