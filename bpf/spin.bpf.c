// SPDX-License-Identifier: GPL-2.0-only
// Burns a known time in every run: what calibration injects and must find again.
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

const volatile __u64 ns = 1000;

// A reading of the clock takes some tens of ns, so this many are enough for 50 us.
#define READINGS 4096

static __always_inline void spin(void) {
  __u64 start = bpf_ktime_get_ns();
  for (int i = 0; i < READINGS; i++)
    if (bpf_ktime_get_ns() - start >= ns)
      break;
}

SEC("tc")
int on_tc(struct __sk_buff *skb) {
  spin();
  return TC_ACT_OK;
}

SEC("xdp")
int on_xdp(struct xdp_md *ctx) {
  spin();
  return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
