// SPDX-License-Identifier: GPL-2.0-only
// Reads every byte of the packet, and drops those whose 64-bit words (the last one filled up with zeros) sum to a known
// value: the smallest scanner.
#include "hookbench.h"

// what no packet of a workload sums to
const volatile __u64 sum = 0xffffffffffffffff;

#define WORDS 16
#define MOST_BYTES 0x10000

static __always_inline __u64 sum_of(const __u64 *words) {
  __u64 total = 0;
  for (int i = 0; i < WORDS; i++)
    total += words[i];
  return total;
}

static __always_inline __u64 sum_by_copies(const struct packet *packet) {
  __u64 total = 0;
  __u64 words[WORDS];
  __u32 at = 0;
  for (int i = 0; i < MOST_BYTES / sizeof(words); i++) {
    if (at + sizeof(words) > packet->length)
      break;
    if (bpf_skb_load_bytes(packet->ctx, at, words, sizeof(words)))
      return total;
    total += sum_of(words);
    at += sizeof(words);
  }
  __u32 rest = packet->length - at;
  // clang may not take the bound for granted, for the verifier does not
  asm volatile("" : "+r"(rest));
  rest &= sizeof(words) - 1;
  __builtin_memset(words, 0, sizeof(words));
  if (rest == 0 || bpf_skb_load_bytes(packet->ctx, at, words, rest))
    return total;
  return total + sum_of(words);
}

static __always_inline __u64 sum_in_place(void *data, void *data_end) {
  __u64 total = 0;
  __u64 *word = data;
  for (int i = 0; i < MOST_BYTES / 8 - 1; i++) {
    if ((void *)(word + 1) > data_end)
      break;
    total += *word++;
  }
  __u8 *byte = (__u8 *)word;
  for (int i = 0; i < 7; i++) {
    if ((void *)(byte + 1) > data_end)
      break;
    total += (__u64)*byte++ << (8 * i);
  }
  return total;
}

static __always_inline enum verdict body(const struct packet *packet) {
  __u64 total;
  if (packet->kind == XDP) {
    total = sum_in_place(packet->data, packet->data_end);
  } else if (packet->kind == SK_MSG) {
    struct sk_msg_md *message = packet->ctx;
    if (bpf_msg_pull_data(message, 0, packet->length, 0))
      return PASS;
    total = sum_in_place(message->data, message->data_end);
  } else {
    total = sum_by_copies(packet);
  }
  return total == sum ? DROP : PASS;
}

ON_TC
ON_XDP
ON_CGROUP_SKB
ON_SOCKET_FILTER
ON_LWT_IN
ON_LWT_OUT
ON_LWT_XMIT
ON_SK_SKB
ON_SK_MSG
