/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Maps of many entries: user space makes them as large as `entries` and fills them with addresses that are numbered
 * from 10.0.0.0 on, since the few flows of a benchmark would find one entry only, always in the cache.
 */
#pragma once

#include "hookbench.h"

const volatile __u32 entries = 1024;

/* 1 takes each packet for one of all numbered ones, at random; 0 for what it is */
const volatile __u8 spread = 1;

/* One of the numbered addresses, `shift` bits apart. */
static __always_inline __u32 numbered(int shift) {
  __u64 number = ((__u64)bpf_get_prandom_u32() * entries) >> 32;
  return bpf_htonl(0x0a000000 + ((__u32)number << shift));
}
