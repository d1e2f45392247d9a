// SPDX-License-Identifier: GPL-2.0-only
// Puts copies of a test run's packet into a device: traffic that the kernel makes. No program for a hook.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 ifindex = 0;
const volatile __u64 flags = 0;

/* What a poll of NAPI handles at most (NAPI_POLL_WEIGHT): what is beyond it may be left to ksoftirqd. */
#define COPIES 64

/* how many the device has taken */
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, __u64);
} taken SEC(".maps");

SEC("tc") int make(struct __sk_buff *packet) {
  __u32 first = 0;
  __u64 *all = bpf_map_lookup_elem(&taken, &first);
  if (!all)
    return 0;
  for (int i = 0; i < COPIES; i++)
    if (!bpf_clone_redirect(packet, ifindex, flags))
      ++*all;
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
