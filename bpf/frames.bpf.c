// SPDX-License-Identifier: GPL-2.0-only
// What can be done with a frame at XDP, and nothing else. No programs for a hook: they run on frames that a test run
// makes (BPF_F_TEST_XDP_LIVE_FRAMES).
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

// set by user space: the device to redirect to
const volatile __u32 ifindex = 0;

SEC("xdp") int drop(struct xdp_md *frame) {
  return XDP_DROP;
}

SEC("xdp") int tx(struct xdp_md *frame) {
  return XDP_TX;
}

SEC("xdp") int redirect(struct xdp_md *frame) {
  return bpf_redirect(ifindex, 0);
}

char LICENSE[] SEC("license") = "GPL";
