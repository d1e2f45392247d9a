// SPDX-License-Identifier: GPL-2.0-only
// A link of a chain of tail calls: user space loads it once a position and puts them into one program array.
#include "hookbench.h"

// as many as the kernel allows
#define MOST 33

const volatile __u32 depth = 4;

// set by user space
const volatile __u32 position = 0;

struct {
  __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
  __uint(max_entries, MOST + 1);
  __uint(key_size, sizeof(__u32));
  __uint(value_size, sizeof(__u32));
} chain SEC(".maps");

static __always_inline enum verdict body(const struct packet *packet) {
  if (position < depth)
    bpf_tail_call(packet->ctx, &chain, position + 1);
  return PASS;
}

EVERY_HOOK
