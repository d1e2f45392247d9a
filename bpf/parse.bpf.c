// SPDX-License-Identifier: GPL-2.0-only
// Reads the headers from Ethernet (or IP, where the packet begins there) to TCP or UDP, each checked to be there, and
// drops what goes to one port: the smallest firewall.
#include "hookbench.h"

// no packet goes to port 0
const volatile __u16 port = 0;

static __always_inline enum verdict body(const struct packet *packet) {
  struct flow flow = {};
  if (parse(packet, &flow))
    return PASS;
  return flow.destination_port == bpf_htons(port) ? DROP : PASS;
}

PACKET_HOOKS
ON_FLOW_DISSECTOR
