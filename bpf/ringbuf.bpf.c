// SPDX-License-Identifier: GPL-2.0-only
// Puts an event of one run in N, chosen at random, into a ring buffer.
#include "hookbench.h"

const volatile __u32 every = 100;

struct event {
  __u64 time;
  __u32 length;
  __u32 cpu;
};

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 20);
} events SEC(".maps");

static __always_inline enum verdict body(const struct packet *packet) {
  if (((__u64)bpf_get_prandom_u32() * every) >> 32)
    return PASS;
  struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
  if (event) {
    event->time = bpf_ktime_get_ns();
    event->length = length_of(packet);
    event->cpu = bpf_get_smp_processor_id();
    bpf_ringbuf_submit(event, 0);
  }
  return PASS;
}

EVERY_HOOK
