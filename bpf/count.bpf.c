// SPDX-License-Identifier: GPL-2.0-only
// Counts runs and bytes in a per-CPU array.
#include "hookbench.h"

struct counter {
  __u64 runs;
  __u64 bytes;
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct counter);
} counters SEC(".maps");

static __always_inline enum verdict body(const struct packet *packet) {
  __u32 first = 0;
  struct counter *counter = bpf_map_lookup_elem(&counters, &first);
  if (counter) {
    counter->runs++;
    counter->bytes += length_of(packet);
  }
  return PASS;
}

EVERY_HOOK
