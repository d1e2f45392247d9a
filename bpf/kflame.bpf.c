// SPDX-License-Identifier: GPL-2.0-only
// Samples what a CPU does: the kernel's stack, and the user's where the process is ours. No program for a hook.
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <bpf/bpf_helpers.h>
#include "process.h"

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

static __always_inline enum task task(void) {
  if (!bpf_get_current_pid_tgid())
    return IDLE;
  return is_ours() ? OWN : OTHER;
}

/* The user's stack pointer, of the kernel's own pt_regs: that of the user's header has other names. */
struct pt_regs___kernel {
  unsigned long sp;
} __attribute__((preserve_access_index));

#define WORDS 32             /* of the stack, in which the saved frame pointer is looked for */
#define REACH (1UL << 20)    /* bytes of the stack that frames are believed to be in */
#define LOWEST_CODE (1UL << 38)

static __always_inline int is_frame(__u64 sp, __u64 frame) {
  return frame > sp && frame - sp < REACH && !(frame & 7);
}

static __always_inline int is_code(__u64 sp, __u64 address) {
  return address >= LOWEST_CODE && address - sp > REACH;
}

/*
 * glibc's system calls put the frame pointer aside and use its register, so that of a process in a system call nothing
 * but the leaf is known. It is on the stack, before the address that the call returns to: what looks like both, and
 * leads to another such pair, is it. Puts the callers' addresses there; returns how many bytes.
 */
static __always_inline long callers(__u64 *addresses) {
  struct pt_regs___kernel *registers = (void *)bpf_task_pt_regs(bpf_get_current_task_btf());
  __u64 sp = registers->sp;
  __u64 words[WORDS];
  __u64 pair[2] = {};
  if (bpf_probe_read_user(words, sizeof(words), (void *)sp))
    return 0;
  for (int i = 0; i < WORDS - 1; i++) {
    if (is_frame(sp, words[i]) && is_code(sp, words[i + 1]) &&
        !bpf_probe_read_user(pair, sizeof(pair), (void *)words[i]) && is_frame(words[i], pair[0]) &&
        is_code(sp, pair[1])) {
      pair[0] = words[i];
      pair[1] = words[i + 1];
      break;
    }
    pair[1] = 0;
  }
  int n = 0;
  while (n < DEPTH - 1 && is_code(sp, pair[1])) {
    addresses[n++] = pair[1];
    __u64 frame = pair[0];
    if (!is_frame(sp, frame) || bpf_probe_read_user(pair, sizeof(pair), (void *)frame) || pair[0] <= frame)
      break;
  }
  return n * sizeof(__u64);
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
  if (sample->task == OWN && user <= 2 * sizeof(__u64) && user) {
    long found = callers((void *)sample->frames + kernel + sizeof(__u64));
    if (found)
      user = sizeof(__u64) + found;
  }
  sample->kernel_bytes = kernel;
  sample->user_bytes = user;
  __u64 bytes = __builtin_offsetof(struct sample, frames) + kernel + user;
  /* clang knows that it is no more, but the verifier of Linux 6.1 wants to see it */
  asm volatile("" : "+r"(bytes));
  if (bytes > sizeof(*sample))
    return 0;
  if (bpf_ringbuf_output(&samples, sample, bytes, 0))
    count->lost++;
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
