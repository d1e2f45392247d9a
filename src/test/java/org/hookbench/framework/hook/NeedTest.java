package org.hookbench.framework.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** An old kernel is blamed only if it is old. */
class NeedTest {
  @Test
  void olderKernelHasNot() {
    assertEquals(
        "this kernel, 6.1.0-28-amd64, has no tcx (needs Linux 6.6)",
        Need.onKernel("6.1.0-28-amd64", "tcx", "6.6"));
    assertEquals(
        "this kernel, 5.9.16, has no x (needs Linux 5.18)", Need.onKernel("5.9.16", "x", "5.18"));
  }

  @Test
  void newKernelIsToldWhatItTakes() {
    assertEquals(
        "it takes BPF at netfilter with CONFIG_A (needs Linux 6.4)",
        Need.onKernel("6.18.44", "BPF at netfilter", "6.4", "CONFIG_A"));
  }
}
