/* SPDX-License-Identifier: GPL-2.0-only */
/* Counts each flow's runs in a map of the type FLOW_MAP. */
#pragma once

#include "numbered.h"

struct {
  __uint(type, FLOW_MAP);
  __uint(max_entries, 1);
  __type(key, struct flow);
  __type(value, __u64);
} flows SEC(".maps");

static __always_inline enum verdict body(const struct packet *packet) {
  struct flow flow = {};
  if (flow_of(packet, &flow))
    return PASS;
  if (spread) {
    map_ipv4(flow.source, numbered(0));
    map_ipv4(flow.destination, 0);
    flow.source_port = 0;
    flow.destination_port = 0;
    flow.protocol = 0;
  }
  __u64 *runs = bpf_map_lookup_elem(&flows, &flow);
  if (runs) {
    __sync_fetch_and_add(runs, 1);
  } else {
    __u64 one = 1;
    bpf_map_update_elem(&flows, &flow, &one, BPF_NOEXIST);
  }
  return PASS;
}

EVERY_HOOK
