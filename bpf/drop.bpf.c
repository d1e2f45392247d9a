// SPDX-License-Identifier: GPL-2.0-only
// Drops a share of the packets, at random.
#include "hookbench.h"

const volatile __u32 permille = 10;

static __always_inline enum verdict body(const struct packet *packet) {
  return bpf_get_prandom_u32() % 1000 < permille ? DROP : PASS;
}

PACKET_HOOKS
