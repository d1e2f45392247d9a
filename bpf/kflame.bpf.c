// SPDX-License-Identifier: GPL-2.0-only
// Samples what a CPU does: the kernel's stack, and the user's where the process is ours. No program for a hook.
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <bpf/bpf_helpers.h>

#define DEPTH 127 /* kernel.perf_event_max_stack's default */

enum task { OTHER, OWN, IDLE };

/* The same for the same stack, whichever CPU it was on: equal samples are counted, not kept. */
struct sample {
  __s32 label;
  __u32 task;
  char comm[16];
  __u32 kernel_bytes;
  __u32 user_bytes;
  __u64 frames[2 * DEPTH]; /* the kernel's, then at once the user's, each from the leaf */
};

struct count {
  __u64 taken;
  __u64 lost;
};

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 22);
} samples SEC(".maps");

/* what is being measured; -1 is nothing, and costs a sample little */
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, __s32);
} label SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct count);
} counts SEC(".maps");

/* a program's own stack has 512 bytes; no sample interrupts another on the same CPU */
struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct sample);
} scratch SEC(".maps");

const volatile __u64 pid_namespace_device = 0;
const volatile __u64 pid_namespace = 0;
const volatile __u32 process = 0;

static __always_inline enum task task(void) {
  if (!bpf_get_current_pid_tgid())
    return IDLE;
  struct bpf_pidns_info here = {};
  if (bpf_get_ns_current_pid_tgid(pid_namespace_device, pid_namespace, &here, sizeof(here)))
    return OTHER;
  return here.tgid == process ? OWN : OTHER;
}

SEC("perf_event")
int take_sample(struct bpf_perf_event_data *context) {
  __u32 first = 0;
  __s32 *current = bpf_map_lookup_elem(&label, &first);
  struct sample *sample = bpf_map_lookup_elem(&scratch, &first);
  if (!current || !sample)
    return 0;
  sample->label = *current;
  struct count *count = bpf_map_lookup_elem(&counts, &sample->label);
  if (!count)
    return 0;
  count->taken++;
  sample->task = task();
  bpf_get_current_comm(sample->comm, sizeof(sample->comm));
  /* a stack that can't be read is none: the kernel's is not there in user mode */
  long kernel = bpf_get_stack(context, sample->frames, DEPTH * sizeof(__u64), 0);
  if (kernel < 0)
    kernel = 0;
  if (kernel > DEPTH * sizeof(__u64))
    return 0;
  long user = 0;
  if (sample->task == OWN)
    user = bpf_get_stack(context, (void *)sample->frames + kernel, DEPTH * sizeof(__u64), BPF_F_USER_STACK);
  if (user < 0)
    user = 0;
  if (user > DEPTH * sizeof(__u64))
    return 0;
  sample->kernel_bytes = kernel;
  sample->user_bytes = user;
  if (bpf_ringbuf_output(&samples, sample, __builtin_offsetof(struct sample, frames) + kernel + user, 0))
    count->lost++;
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
