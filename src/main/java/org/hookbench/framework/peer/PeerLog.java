package org.hookbench.framework.peer;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One line a session. Of sessions that proved nothing, only so many a second: whoever can connect
 * could fill a disk otherwise. No word of theirs is in a line.
 */
public final class PeerLog {
  private static final int REFUSED_A_SECOND = 20;

  private final Consumer<String> lines;
  private long second;
  private int ofThisSecond;
  private long leftOut;

  /**
   * @param lines takes a line, without its end
   */
  public PeerLog(Consumer<String> lines) {
    this.lines = lines;
  }

  synchronized void session(String line) {
    lines.accept("hookbench peer: " + line);
  }

  synchronized void refused(String line) {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      second = now;
      ofThisSecond = 0;
    }
    if (++ofThisSecond > REFUSED_A_SECOND) {
      leftOut++;
      return;
    }
    session(line + (leftOut == 0 ? "" : "; " + leftOut + " more were refused before"));
    leftOut = 0;
  }
}
