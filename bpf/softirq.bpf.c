// SPDX-License-Identifier: GPL-2.0-only
// Sums the time in softirqs and counts them, by vector, and counts context switches; each CPU for itself.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define VECTORS 10 /* NR_SOFTIRQS */

struct seen {
  __u64 nanos[VECTORS];
  __u64 runs[VECTORS];
  __u64 switches;
  __u64 began; /* when the softirq that runs now began; 0 where none does */
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct seen);
} seen SEC(".maps");

static __always_inline struct seen *here(void) {
  __u32 first = 0;
  return bpf_map_lookup_elem(&seen, &first);
}

SEC("raw_tp/softirq_entry") int softirq_entry(struct bpf_raw_tracepoint_args *event) {
  struct seen *s = here();
  if (s)
    s->began = bpf_ktime_get_ns();
  return 0;
}

/* one softirq does not interrupt another of its CPU */
SEC("raw_tp/softirq_exit") int softirq_exit(struct bpf_raw_tracepoint_args *event) {
  __u64 now = bpf_ktime_get_ns();
  __u32 vector = event->args[0];
  struct seen *s = here();
  if (!s || !s->began || vector >= VECTORS)
    return 0;
  s->nanos[vector] += now - s->began;
  s->runs[vector]++;
  s->began = 0;
  return 0;
}

SEC("raw_tp/sched_switch") int sched_switch(struct bpf_raw_tracepoint_args *event) {
  struct seen *s = here();
  if (s)
    s->switches++;
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
