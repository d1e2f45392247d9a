// SPDX-License-Identifier: GPL-2.0-only
// The empty program: what a hook costs when nothing is done in it.
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int on_tc(struct __sk_buff *skb) {
  return TC_ACT_OK;
}

SEC("xdp")
int on_xdp(struct xdp_md *ctx) {
  return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
