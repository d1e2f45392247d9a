package org.hookbench.tool.cli.attach;

import java.util.List;
import org.hookbench.framework.attachment.Found;

/**
 * What {@code show} shows.
 *
 * @param netns the namespace's inode number
 * @param found what is attached, device by device
 * @param clock for the times at which programs were loaded
 */
record Shown(long netns, List<Found> found, BootClock clock) {
  /** Who attached it, as far as HookBench can tell. */
  static String owner(Found f) {
    return f.isOurs() ? "hookbench" : "-";
  }
}
