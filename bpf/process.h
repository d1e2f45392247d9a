/* SPDX-License-Identifier: GPL-2.0-only */
/* Which task is HookBench's own process: OwnProcess sets the constants. */
#pragma once

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u64 pid_namespace_device = 0;
const volatile __u64 pid_namespace = 0;
const volatile __u32 process = 0;

static __always_inline int is_ours(void) {
  struct bpf_pidns_info task = {};
  return !bpf_get_ns_current_pid_tgid(pid_namespace_device, pid_namespace, &task, sizeof(task)) &&
         task.tgid == process;
}
