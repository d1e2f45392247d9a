// SPDX-License-Identifier: GPL-2.0-only
// Redirects every packet. On a host that forwards it goes to the device that leads to the receiver, as a load balancer
// or a container's bridge in eBPF sends it. Where there is no such device the packet must still reach its socket, so it
// goes, once, to the device where it is (TC: the program runs a second time, and knows the packet by its mark) or to the
// CPU where it is (XDP, by a cpumap).
#include "hookbench.h"

#define MARK 0x4842

// set by user space: the device to send to, or 0, and the addresses of the frame as six bytes of memory
const volatile __u32 to = 0;
const volatile __u64 source = 0;
const volatile __u64 destination = 0;

// 1: straight to the device at the other end of the wire, in its namespace (Linux 5.10, TC ingress only)
const volatile __u8 peer = 0;

struct {
  __uint(type, BPF_MAP_TYPE_CPUMAP);
  __uint(max_entries, 1);
  __uint(key_size, sizeof(__u32));
  __uint(value_size, sizeof(__u32));
} cpus SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_DEVMAP);
  __uint(max_entries, 1);
  __uint(key_size, sizeof(__u32));
  __uint(value_size, sizeof(__u32));
} devices SEC(".maps");

static __always_inline enum verdict forward(const struct packet *packet) {
  struct ethhdr *frame = packet->data;
  if ((void *)(frame + 1) > packet->data_end)
    return PASS;
  __u64 address = destination;
  __builtin_memcpy(frame->h_dest, &address, ETH_ALEN);
  address = source;
  __builtin_memcpy(frame->h_source, &address, ETH_ALEN);
  if (packet->kind == XDP)
    return bpf_redirect_map(&devices, 0, XDP_PASS) == XDP_REDIRECT ? REDIRECT : PASS;
  long result = peer ? bpf_redirect_peer(to, 0) : bpf_redirect(to, 0);
  return result == TC_ACT_REDIRECT ? REDIRECT : DROP;
}

static __always_inline enum verdict body(const struct packet *packet) {
  if (to)
    return forward(packet);
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
