// SPDX-License-Identifier: GPL-2.0-only
// Counts the runs of each destination's network: the longest prefix of N that matches.
#include "numbered.h"

struct prefix {
  __u32 length;
  __u32 address[4];
};

struct {
  __uint(type, BPF_MAP_TYPE_LPM_TRIE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, 1);
  __type(key, struct prefix);
  __type(value, __u64);
} networks SEC(".maps");

static __always_inline enum verdict body(const struct packet *packet) {
  struct flow flow = {};
  if (flow_of(packet, &flow))
    return PASS;
  struct prefix host = {.length = 128};
  for (int i = 0; i < 4; i++)
    host.address[i] = flow.destination[i];
  if (spread)
    map_ipv4(host.address, numbered(8));
  __u64 *runs = bpf_map_lookup_elem(&networks, &host);
  if (runs)
    __sync_fetch_and_add(runs, 1);
  return PASS;
}

EVERY_HOOK
