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

  @Override
  public void write(String line) throws IOException {
    try {
      super.write(line);
    } catch (IOException e) {
      throw new PeerException(PeerSession.ENDED + ending(), e); // it reads no more
    }
  }

  /** Its exit code, if any, and the last line that it has written to standard error. */
  @Override
  public String ending() {
    String code =
        hasEnded() ? "it ended with exit code " + process.exitValue() : "its process still runs";
    String last = lastError();
    return " (" + code + (last.isEmpty() ? "" : ": " + last) + ")";
  }

  private String lastError() {
    try {
      InputStream errors = process.getErrorStream();
      String text =
          new String(errors.readNBytes(errors.available()), StandardCharsets.UTF_8).strip();
      String last = text.substring(text.lastIndexOf('\n') + 1).strip();
      return last.replaceAll("[\\p{Cc}\\p{Cf}]", "?")
          .substring(0, Math.min(MOST_WORDS, last.length()));
    } catch (IOException e) {
      return ""; // the exit code alone
    }
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
