package org.hookbench.framework.hook;

import java.util.Optional;
import org.hookbench.UsageException;

/**
 * A hook with a number of programs at it, one after the other; written {@code tcx*4}, or as the
 * hook's name alone where it is one.
 *
 * @param hook the hook
 * @param depth how many programs
 */
public record Chain(Hook hook, int depth) {
  /** More than the kernel takes at TCX (64 programs) would fail at attach. */
  public static final int MOST = 64;

  private static final String TIMES = "*";

  /** How a hook with so many programs is written, whether there is such a chain or not. */
  public static String text(String hook, String depth) {
    return depth.equals("1") ? hook : hook + TIMES + depth;
  }

  /**
   * Reads it; empty if there is no such hook, or the depth is no number from 1 to {@link #MOST}.
   */
  public static Optional<Chain> parse(String text) {
    int times = text.lastIndexOf(TIMES);
    String name = times < 0 ? text : text.substring(0, times);
    String depth = times < 0 ? "1" : text.substring(times + 1);
    if (!depth.matches("[1-9][0-9]?") || Integer.parseInt(depth) > MOST) {
      return Optional.empty();
    }
    return Hooks.named(name).map(hook -> new Chain(hook, Integer.parseInt(depth)));
  }

  /** As {@link #parse}, for what is known to be right. */
  public static Chain of(String text) {
    return parse(text).orElseThrow(() -> new UsageException("unknown hook '" + text + "'"));
  }
}
