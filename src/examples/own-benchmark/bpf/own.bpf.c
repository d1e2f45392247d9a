// SPDX-License-Identifier: GPL-2.0-only
// Counts packets by their length in powers of two, and lets all of them pass.
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 32);
  __type(key, __u32);
  __type(value, __u64);
} lengths SEC(".maps");

static __always_inline void count(__u32 length) {
  __u32 slot = 0;
  for (; slot < 31 && length > 1; slot++) length >>= 1;
  __u64 *packets = bpf_map_lookup_elem(&lengths, &slot);
  if (packets) ++*packets;
}

SEC("tc") int tc_lengths(struct __sk_buff *skb) {
  count(skb->len);
  return TC_ACT_OK;
}

SEC("xdp") int xdp_lengths(struct xdp_md *packet) {
  count(packet->data_end - packet->data);
  return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
