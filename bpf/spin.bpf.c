// SPDX-License-Identifier: GPL-2.0-only
// Burns a known time in every run: what calibration injects and must find again.
#include "hookbench.h"

const volatile __u64 ns = 1000;

// A reading of the clock takes some tens of ns, so this many are enough for 50 us.
#define READINGS 4096

static __always_inline enum verdict body(const struct packet *packet) {
  __u64 start = bpf_ktime_get_ns();
  for (int i = 0; i < READINGS; i++)
    if (bpf_ktime_get_ns() - start >= ns)
      break;
  return PASS;
}

EVERY_HOOK
