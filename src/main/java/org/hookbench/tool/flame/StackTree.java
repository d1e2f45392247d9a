package org.hookbench.tool.flame;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hookbench.framework.profile.Stacks;

/** Stacks as the tree that a flame graph shows, to leave out what is too narrow to be seen. */
final class StackTree {
  private final Map<String, StackTree> callees = new TreeMap<>();
  private long baseline;
  private long hook;
  private long total;
  private int frames;

  private StackTree() {}

  /** The tree of what both sides have. */
  static StackTree of(Map<String, FoldedFile.Pair> stacks) {
    StackTree root = new StackTree();
    stacks.forEach((stack, p) -> root.add(stack, p));
    return root;
  }

  /** How many frames a graph of it shows. */
  int frames() {
    return frames;
  }

  /**
   * Its stacks, with each frame of less than that share of the whole counted to its caller. The
   * same frames are left out of both sides.
   */
  SortedMap<String, FoldedFile.Pair> pruned(double share) {
    prune(share * total);
    SortedMap<String, FoldedFile.Pair> stacks = new TreeMap<>();
    callees.forEach((name, c) -> c.list(new StringBuilder(name), stacks));
    return stacks;
  }

  private void add(String stack, FoldedFile.Pair time) {
    long both = time.baseline() + time.hook();
    StackTree at = this;
    at.total += both;
    for (String name : stack.split(String.valueOf(Stacks.SEPARATOR))) {
      StackTree next = at.callees.get(name);
      if (next == null) {
        next = new StackTree();
        at.callees.put(name, next);
        frames++;
      }
      next.total += both;
      at = next;
    }
    at.baseline += time.baseline();
    at.hook += time.hook();
  }

  private void prune(double least) {
    callees
        .values()
        .removeIf(
            c -> {
              c.prune(least);
              if (c.total >= least) {
                return false;
              }
              baseline += c.baseline;
              hook += c.hook;
              return true;
            });
  }

  private void list(StringBuilder path, SortedMap<String, FoldedFile.Pair> stacks) {
    if (baseline > 0 || hook > 0) {
      stacks.put(path.toString(), new FoldedFile.Pair(baseline, hook));
    }
    int length = path.length();
    callees.forEach(
        (name, c) -> {
          c.list(path.append(Stacks.SEPARATOR).append(name), stacks);
          path.setLength(length);
        });
  }
}
