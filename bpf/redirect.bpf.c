// SPDX-License-Identifier: GPL-2.0-only
// Redirects every packet once. Where it stands the packet must still reach its socket, so it goes to the device where
// it is (TC: the program runs a second time, and knows the packet by its mark) or to the CPU where it is (XDP, by a
// cpumap).
#include "hookbench.h"

#define MARK 0x4842

struct {
  __uint(type, BPF_MAP_TYPE_CPUMAP);
  __uint(max_entries, 1);
  __uint(key_size, sizeof(__u32));
  __uint(value_size, sizeof(__u32));
} cpus SEC(".maps");

static __always_inline enum verdict body(const struct packet *packet) {
  if (packet->kind == XDP)
    return bpf_redirect_map(&cpus, bpf_get_smp_processor_id(), XDP_PASS) == XDP_REDIRECT ? REDIRECT : PASS;
  struct __sk_buff *skb = packet->ctx;
  if (skb->mark == MARK) {
    skb->mark = 0;
    return PASS;
  }
  skb->mark = MARK;
  // a packet that came in by no device is on its way out
  return bpf_redirect(skb->ifindex, skb->ingress_ifindex ? BPF_F_INGRESS : 0) == TC_ACT_REDIRECT ? REDIRECT : PASS;
}

ON_TC
ON_XDP
