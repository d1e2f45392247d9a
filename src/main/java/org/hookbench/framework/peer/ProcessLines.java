package org.hookbench.framework.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines to and from a process that this one has started. A pipe's read knows no deadline and only a
 * thread of its own could wait for it, so the pipe is asked again and again what it has.
 */
final class ProcessLines extends ByteLines {
  private static final long BETWEEN_LOOKS_NANOS = 500_000;
  private static final long END_SECONDS = 2;
  private static final int MOST_WORDS = 200;

  private final Process process;
  private final InputStream in;

  ProcessLines(Process process) {
    super(process.getOutputStream());
    this.process = process;
    this.in = process.getInputStream();
  }

  @Override
  int fill(byte[] to, int from, int most, long deadline) throws IOException {
    while (in.available() == 0) {
      // what it wrote before its end is there by now
      if (!process.isAlive() && in.available() == 0) {
        return -1;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new SocketTimeoutException("no line came in time");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while waiting for the peer");
      }
    }
    return in.read(to, from, Math.min(most, in.available()));
  }

  /** The last line that the process has written to standard error, and its exit code if any. */
  String lastWords() throws IOException {
    boolean ended = hasEnded();
    InputStream errors = process.getErrorStream();
    byte[] all = errors.readNBytes(errors.available());
    String text = new String(all, StandardCharsets.UTF_8).strip();
    String last = text.substring(text.lastIndexOf('\n') + 1).strip().replaceAll("\\p{Cntrl}", "?");
    return (ended ? "it ended with exit code " + process.exitValue() : "it still runs")
        + (last.isEmpty() ? "" : ": " + last.substring(0, Math.min(MOST_WORDS, last.length())));
  }

  private boolean hasEnded() {
    try {
      return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends its standard input, which ends a peer. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy(); // it reads no more
    }
  }

  /** Ends its standard input, and where that does not end it, the process. */
  @Override
  public void close() {
    endInput();
    if (!hasEnded()) {
      process.destroyForcibly();
    }
  }
}
