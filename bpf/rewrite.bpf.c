// SPDX-License-Identifier: GPL-2.0-only
// Sets the DSCP of the IP header and brings IPv4's checksum up to date (RFC 1624), at the hooks that may write.
#include "hookbench.h"

// expedited forwarding
const volatile __u8 dscp = 46;

static __always_inline void rewrite_ipv4(struct iphdr *ip) {
  // the word that holds version 4 bits, header length 4, DSCP 6, ECN 2
  __u16 *first = (__u16 *)ip;
  __u16 before = *first;
  __u16 after = (before & bpf_htons(0xff03)) | bpf_htons((__u16)(dscp & 63) << 2);
  *first = after;
  __u32 sum = (__u16)~ip->check + (__u16)~before + after;
  sum = (sum & 0xffff) + (sum >> 16);
  ip->check = ~((sum & 0xffff) + (sum >> 16));
}

static __always_inline void rewrite_ipv6(struct ipv6hdr *ip) {
  // version 4 bits, DSCP 6, ECN 2, flow label 20
  __u32 *first = (__u32 *)ip;
  *first = (*first & bpf_htonl(0xf03fffff)) | bpf_htonl((__u32)(dscp & 63) << 22);
}

static __always_inline enum verdict body(const struct packet *packet) {
  int ipv6 = 0;
  void *ip = packet->data + packet->network;
  if (is_ipv4(packet, &ipv6)) {
    if (ip + sizeof(struct iphdr) <= packet->data_end)
      rewrite_ipv4(ip);
  } else if (ipv6 && ip + sizeof(struct ipv6hdr) <= packet->data_end) {
    rewrite_ipv6(ip);
  }
  return PASS;
}

ON_TC
ON_XDP
ON_LWT_XMIT
