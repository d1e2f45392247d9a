package org.hookbench.tool.doctor;

import java.util.BitSet;

/** The kernel's way to write a set of CPUs, such as {@code 0-3,8}. Source: cpuset(7). */
final class CpuList {
  private CpuList() {}

  static BitSet parse(String text) {
    BitSet cpus = new BitSet();
    for (String part : text.strip().split(",")) {
      if (!part.isBlank()) {
        String[] ends = part.strip().split("-", 2);
        cpus.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
      }
    }
    return cpus;
  }
}
