package org.hookbench.framework.experiment;

import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * A hook by its name, and how many programs are attached at it, one after the other. Written {@code
 * tcx*4}, or as the hook's name alone where it is one program. Whether there is such a hook, and
 * whether it takes several programs, is for who knows the hooks of this machine: the arms of a
 * saved run may have been measured at a hook that is not here.
 *
 * @param hook the hook's name
 * @param depth how many programs
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record HookChain(String hook, int depth) {
  /** More than the kernel takes at TCX (64 programs) would fail at attach. */
  public static final int MOST = 64;

  private static final String TIMES = "*";

  /** Reads it; a text that does not end in a depth is a hook's name as a whole. */
  public static HookChain parse(String text) {
    int times = text.lastIndexOf(TIMES);
    OptionalInt depth = times < 0 ? OptionalInt.empty() : depth(text.substring(times + 1));
    return depth.isPresent()
        ? new HookChain(text.substring(0, times), depth.getAsInt())
        : new HookChain(text, 1);
  }

  /** Reads a number of programs; empty if it is none from 1 to {@link #MOST}. */
  public static OptionalInt depth(String text) {
    if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) > MOST) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return depth == 1 ? hook : hook + TIMES + depth;
  }
}
