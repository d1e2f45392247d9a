package org.hookbench.framework.hook;

import java.util.Set;

/** The links whose devices are not made by HookBench, and are left as they are. */
final class Links {
  private static final Set<String> OF_OTHERS = Set.of("netns", "dev");

  private Links() {}

  /**
   * Whether a link is one of them.
   *
   * @param link as {@link Hook#lackedBy} is told it
   */
  static boolean isOfOthers(String link) {
    return OF_OTHERS.contains(link);
  }
}
