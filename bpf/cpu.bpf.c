// SPDX-License-Identifier: GPL-2.0-only
// What each CPU does: time in softirqs by vector, context switches, samples by mode. No program for a hook.
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <bpf/bpf_helpers.h>
#include "process.h"

#define VECTORS 10 /* NR_SOFTIRQS */

enum mode { USER, SYSTEM, SOFTIRQ, OTHERS, IDLE, MODES };

struct seen {
  __u64 nanos[VECTORS];
  __u64 runs[VECTORS];
  __u64 foreign; /* of nanos, in softirqs that interrupted another process or a thread of the kernel */
  __u64 switches;
  __u64 samples[MODES];
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
  __u64 took = now - s->began;
  s->began = 0;
  s->nanos[vector] += took;
  s->runs[vector]++;
  if (bpf_get_current_pid_tgid() && !is_ours())
    s->foreign += took;
  return 0;
}

SEC("raw_tp/sched_switch") int sched_switch(struct bpf_raw_tracepoint_args *event) {
  struct seen *s = here();
  if (s)
    s->switches++;
  return 0;
}

static __always_inline int in_kernel(struct bpf_perf_event_data *context) {
  __u64 leaf;
  /* whatever the architecture: in user mode the kernel has no stack to show */
  return bpf_get_stack(context, &leaf, sizeof(leaf), 0) > 0;
}

SEC("perf_event") int cpu_clock(struct bpf_perf_event_data *context) {
  struct seen *s = here();
  if (!s)
    return 0;
  if (s->began)
    s->samples[SOFTIRQ]++;
  else if (!bpf_get_current_pid_tgid())
    s->samples[IDLE]++;
  else if (!is_ours())
    s->samples[OTHERS]++;
  else if (in_kernel(context))
    s->samples[SYSTEM]++;
  else
    s->samples[USER]++;
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
