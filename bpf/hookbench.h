/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One body, an entry for every hook: a program includes this, writes
 *
 *   static __always_inline enum verdict body(const struct packet *packet)
 *
 * and names the hooks that it makes sense at (PACKET_HOOKS, EVERY_HOOK, or ON_TC and its like). Everything here is
 * inlined and `kind` is a constant in each entry, so that what a hook does not need is not in its program.
 */
#pragma once

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define AF_INET 2

enum verdict { PASS, DROP, REDIRECT };

enum kind {
  TC, XDP, CGROUP_SKB, NETFILTER, SOCKET_FILTER, LWT_IN, LWT_OUT, LWT_XMIT, FLOW_DISSECTOR,
  SK_SKB, SK_MSG, SK_LOOKUP, SOCK_OPS, CONNECT4, CONNECT6, SENDMSG4, RAW_TP, TP_BTF, FENTRY
};

/* Both addresses (IPv4 ones mapped into IPv6), both ports, in network order. */
struct flow {
  __u32 source[4];
  __u32 destination[4];
  __u16 source_port;
  __u16 destination_port;
  __u32 protocol;
};

struct packet {
  enum kind kind;
  void *ctx;
  void *data; /* the linear part, where a program of this kind may read it */
  void *data_end;
  __u32 length;  /* bytes that the program was handed, 0 where it is handed none; read it by length_of() */
  __u32 network; /* offset of the IP header */
};

/* The kernel's own structs, as far as netfilter and tracing programs read them. */
struct nf_hook_state;
struct sk_buff {
  unsigned int len;
  unsigned int data_len;
  unsigned char *data;
} __attribute__((preserve_access_index));
struct bpf_nf_ctx {
  const struct nf_hook_state *state;
  struct sk_buff *skb;
};

/* A field behind an address that the verifier does not know to be one. */
#define COPY(from, field)                                                     \
  ({                                                                          \
    typeof((from)->field) value = 0;                                          \
    bpf_probe_read_kernel(&value, sizeof(value), &(from)->field);             \
    value;                                                                    \
  })

static __always_inline struct sk_buff *raw_skb(const struct packet *packet) {
  struct bpf_raw_tracepoint_args *raw = packet->ctx;
  return (struct sk_buff *)raw->args[0];
}

/* Bytes that the program was handed. A raw tracepoint's have to be copied, which only who asks for them pays for. */
static __always_inline __u32 length_of(const struct packet *packet) {
  return packet->kind == RAW_TP ? COPY(raw_skb(packet), len) : packet->length;
}

/* Copies a header that the packet may not be long enough for; 0 if it was. */
static __always_inline long fetch(const struct packet *packet, __u32 offset, void *to, __u32 size) {
  if (packet->kind == SOCKET_FILTER) /* the data begin at the transport header */
    return bpf_skb_load_bytes_relative(packet->ctx, offset, to, size, BPF_HDR_START_NET);
  if (packet->data + offset + size > packet->data_end)
    return -1;
  return bpf_probe_read_kernel(to, size, packet->data + offset);
}

#define read_header(packet, offset, to)                        \
  ({                                                           \
    long missed = -1;                                          \
    if (can_read_directly(packet)) {                           \
      typeof(*(to)) *from = (packet)->data + (offset);         \
      if ((void *)(from + 1) <= (packet)->data_end) {          \
        *(to) = *from;                                         \
        missed = 0;                                            \
      }                                                        \
    } else {                                                   \
      missed = fetch(packet, offset, to, sizeof(*(to)));       \
    }                                                          \
    missed;                                                    \
  })

static __always_inline int can_read_directly(const struct packet *packet) {
  switch (packet->kind) {
  case SOCKET_FILTER:
  case NETFILTER:
  case RAW_TP:
  case TP_BTF:
  case FENTRY:
    return 0;
  default:
    return 1;
  }
}

static __always_inline void map_ipv4(__u32 *address, __u32 ipv4) {
  address[0] = 0;
  address[1] = 0;
  address[2] = bpf_htonl(0xffff);
  address[3] = ipv4;
}

static __always_inline int is_ipv4(const struct packet *packet, int *other) {
  if (packet->kind == TC || packet->kind == XDP) {
    struct ethhdr ethernet;
    if (read_header(packet, 0, &ethernet))
      return 0;
    *other = ethernet.h_proto == bpf_htons(ETH_P_IPV6);
    return ethernet.h_proto == bpf_htons(ETH_P_IP);
  }
  __u8 first;
  if (read_header(packet, packet->network, &first))
    return 0;
  *other = first >> 4 == 6;
  return first >> 4 == 4;
}

/* Reads the flow from the headers, each of which is checked to be there; 0 if it is TCP's or UDP's. */
static __always_inline int parse(const struct packet *packet, struct flow *flow) {
  __u32 transport = packet->network;
  int ipv6 = 0;
  if (is_ipv4(packet, &ipv6)) {
    struct iphdr ip;
    if (read_header(packet, packet->network, &ip) || ip.ihl < 5)
      return -1;
    map_ipv4(flow->source, ip.saddr);
    map_ipv4(flow->destination, ip.daddr);
    flow->protocol = ip.protocol;
    transport += ip.ihl * 4;
  } else if (ipv6) {
    struct ipv6hdr ip;
    if (read_header(packet, packet->network, &ip))
      return -1;
    for (int i = 0; i < 4; i++) {
      flow->source[i] = ip.saddr.in6_u.u6_addr32[i];
      flow->destination[i] = ip.daddr.in6_u.u6_addr32[i];
    }
    flow->protocol = ip.nexthdr;
    transport += sizeof(ip);
  } else {
    return -1;
  }
  if (flow->protocol != IPPROTO_TCP && flow->protocol != IPPROTO_UDP)
    return -1;
  struct {
    __u16 source, destination;
  } ports;
  if (read_header(packet, transport, &ports))
    return -1;
  flow->source_port = ports.source;
  flow->destination_port = ports.destination;
  return 0;
}

/* A context may be read at its own address only: the empty asm keeps clang from choosing an address and reading once. */
#define FIELD(s, field)         \
  ({                            \
    __u32 value = (s)->field;   \
    asm("" : "+r"(value));      \
    value;                      \
  })

/* local and remote as the context names them; the remote port is in network order there */
#define FLOW(f, s)                                         \
  if ((s)->family == AF_INET) {                            \
    map_ipv4((f)->source, FIELD(s, remote_ip4));           \
    map_ipv4((f)->destination, FIELD(s, local_ip4));       \
  } else {                                                 \
    (f)->source[0] = FIELD(s, remote_ip6[0]);              \
    (f)->source[1] = FIELD(s, remote_ip6[1]);              \
    (f)->source[2] = FIELD(s, remote_ip6[2]);              \
    (f)->source[3] = FIELD(s, remote_ip6[3]);              \
    (f)->destination[0] = FIELD(s, local_ip6[0]);          \
    (f)->destination[1] = FIELD(s, local_ip6[1]);          \
    (f)->destination[2] = FIELD(s, local_ip6[2]);          \
    (f)->destination[3] = FIELD(s, local_ip6[3]);          \
  }                                                        \
  (f)->source_port = FIELD(s, remote_port);                \
  (f)->destination_port = bpf_htons(FIELD(s, local_port)); \
  (f)->protocol = IPPROTO_TCP;

/* The flow of a packet, or of the socket that the hook stands at; 0 if there is one. */
static __always_inline int flow_of(const struct packet *packet, struct flow *flow) {
  switch (packet->kind) {
  case SK_SKB: {
    struct __sk_buff *s = packet->ctx;
    FLOW(flow, s)
    return 0;
  }
  case SK_MSG: {
    struct sk_msg_md *s = packet->ctx;
    FLOW(flow, s)
    return 0;
  }
  case SK_LOOKUP: {
    struct bpf_sk_lookup *s = packet->ctx;
    FLOW(flow, s)
    return 0;
  }
  case SOCK_OPS: {
    struct bpf_sock_ops *s = packet->ctx;
    FLOW(flow, s)
    return 0;
  }
  case CONNECT4:
  case SENDMSG4: {
    struct bpf_sock_addr *s = packet->ctx;
    map_ipv4(flow->destination, s->user_ip4);
    flow->destination_port = s->user_port;
    flow->protocol = s->protocol;
    return 0;
  }
  case CONNECT6: {
    struct bpf_sock_addr *s = packet->ctx;
    flow->destination[0] = s->user_ip6[0];
    flow->destination[1] = s->user_ip6[1];
    flow->destination[2] = s->user_ip6[2];
    flow->destination[3] = s->user_ip6[3];
    flow->destination_port = s->user_port;
    flow->protocol = s->protocol;
    return 0;
  }
  case RAW_TP: {
    struct sk_buff *skb = raw_skb(packet);
    struct packet copied = *packet;
    copied.data = COPY(skb, data);
    copied.data_end = copied.data + (COPY(skb, len) - COPY(skb, data_len));
    return parse(&copied, flow);
  }
  default:
    return parse(packet, flow);
  }
}

/* pass.bpf.c and next.bpf.c say it without a constant, for they are to be empty. */
#ifndef TC_PASS
/* 1 leaves the verdict to the next program at the hook: TCX_NEXT, TC_ACT_UNSPEC */
const volatile __u8 next = 0;
#define TC_PASS (next ? TC_ACT_UNSPEC : TC_ACT_OK)
#endif

#define RETURN(packet, pass, drop, redirect) \
  switch (body(&(packet))) {                 \
  case DROP:                                 \
    return drop;                             \
  case REDIRECT:                             \
    return redirect;                         \
  default:                                   \
    return pass;                             \
  }

#define DATA(context) .data = (void *)(long)(context)->data, .data_end = (void *)(long)(context)->data_end

#define ON_TC                                                                              \
  SEC("tc") int on_tc(struct __sk_buff *skb) {                                             \
    struct packet p = {TC, skb, DATA(skb), .length = skb->len, .network = ETH_HLEN};       \
    RETURN(p, TC_PASS, TC_ACT_SHOT, TC_ACT_REDIRECT)                                       \
  }

#define ON_XDP                                                                              \
  SEC("xdp") int on_xdp(struct xdp_md *xdp) {                                               \
    struct packet p = {                                                                     \
        XDP, xdp, DATA(xdp), .length = xdp->data_end - xdp->data, .network = ETH_HLEN};     \
    RETURN(p, XDP_PASS, XDP_DROP, XDP_REDIRECT)                                             \
  }

#define ON_SKB(kind, section, name, pass, drop)                              \
  SEC(section) int name(struct __sk_buff *skb) {                             \
    struct packet p = {kind, skb, DATA(skb), .length = skb->len};            \
    RETURN(p, pass, drop, pass)                                              \
  }

#define ON_CGROUP_SKB ON_SKB(CGROUP_SKB, "cgroup/skb", on_cgroup_skb, 1, 0)
#define ON_LWT_IN ON_SKB(LWT_IN, "lwt_in", on_lwt_in, BPF_OK, BPF_DROP)
#define ON_LWT_OUT ON_SKB(LWT_OUT, "lwt_out", on_lwt_out, BPF_OK, BPF_DROP)
#define ON_LWT_XMIT ON_SKB(LWT_XMIT, "lwt_xmit", on_lwt_xmit, BPF_OK, BPF_DROP)

/* bytes of the packet to keep: more than there are */
#define KEEP 0x40000
#define ON_SOCKET_FILTER                                                     \
  SEC("socket") int on_socket_filter(struct __sk_buff *skb) {                \
    struct packet p = {SOCKET_FILTER, skb, .length = skb->len};              \
    RETURN(p, KEEP, 0, KEEP)                                                 \
  }

/* more than any headers before it: the verifier wants a bound */
#define MOST_BEFORE_IP 0x3ff
#define ON_FLOW_DISSECTOR                                                                        \
  SEC("flow_dissector") int on_flow_dissector(struct __sk_buff *skb) {                           \
    struct packet p = {FLOW_DISSECTOR, skb, DATA(skb), .length = skb->data_end - skb->data,      \
                       .network = skb->flow_keys->nhoff & MOST_BEFORE_IP};                                        \
    RETURN(p, BPF_FLOW_DISSECTOR_CONTINUE, BPF_DROP, BPF_FLOW_DISSECTOR_CONTINUE)                \
  }

/* NF_ACCEPT and NF_DROP */
#define ON_NETFILTER                                                                             \
  SEC("netfilter") int on_netfilter(struct bpf_nf_ctx *nf) {                                     \
    struct sk_buff *skb = nf->skb;                                                               \
    struct packet p = {NETFILTER, nf, skb->data, skb->data + (skb->len - skb->data_len),         \
                       .length = skb->len};                                                      \
    RETURN(p, 1, 0, 1)                                                                           \
  }

/* Where the IP layer's receive path begins: the data begin at the IP header. What such a program returns means nothing. */
#define ON_RAW_TP                                                                            \
  SEC("raw_tp/netif_receive_skb") int on_raw_tp(struct bpf_raw_tracepoint_args *raw) {       \
    struct packet p = {RAW_TP, raw};                                                         \
    RETURN(p, 0, 0, 0)                                                                       \
  }

#define ON_TRACED(kind, section, name)                                                       \
  SEC(section) int name(__u64 *arguments) {                                                  \
    struct sk_buff *skb = (struct sk_buff *)arguments[0];                                    \
    struct packet p = {kind, arguments, skb->data, skb->data + (skb->len - skb->data_len),   \
                       .length = skb->len};                                                  \
    RETURN(p, 0, 0, 0)                                                                       \
  }

#define ON_TP_BTF ON_TRACED(TP_BTF, "tp_btf/netif_receive_skb", on_tp_btf)
/* which function, user space says: the one that this kernel has */
#define ON_FENTRY ON_TRACED(FENTRY, "fentry", on_fentry)

#define ON_SOCKET(kind, section, name, type, bytes, first, last, pass, drop)          \
  SEC(section) int name(type *s) {                                                    \
    struct packet p = {kind, s, first, last, .length = bytes};                        \
    RETURN(p, pass, drop, pass)                                                       \
  }

#define ON_SK_SKB                                                                             \
  ON_SOCKET(SK_SKB, "sk_skb/stream_verdict", on_sk_skb, struct __sk_buff, s->len,             \
            (void *)(long)s->data, (void *)(long)s->data_end, SK_PASS, SK_DROP)
#define ON_SK_MSG                                                                             \
  ON_SOCKET(SK_MSG, "sk_msg", on_sk_msg, struct sk_msg_md, s->size, s->data, s->data_end,     \
            SK_PASS, SK_DROP)
#define ON_SK_LOOKUP                                                                          \
  ON_SOCKET(SK_LOOKUP, "sk_lookup", on_sk_lookup, struct bpf_sk_lookup, 0, 0, 0, SK_PASS, SK_DROP)
#define ON_SOCK_OPS \
  ON_SOCKET(SOCK_OPS, "sockops", on_sock_ops, struct bpf_sock_ops, 0, 0, 0, 1, 0)

#define ON_CONNECT4                                                       \
  SEC("cgroup/connect4") int on_connect4(struct bpf_sock_addr *address) { \
    struct packet p = {CONNECT4, address};                                \
    RETURN(p, 1, 0, 1)                                                    \
  }

#define ON_CONNECT6                                                       \
  SEC("cgroup/connect6") int on_connect6(struct bpf_sock_addr *address) { \
    struct packet p = {CONNECT6, address};                                \
    RETURN(p, 1, 0, 1)                                                    \
  }

#define ON_SENDMSG4                                                       \
  SEC("cgroup/sendmsg4") int on_sendmsg4(struct bpf_sock_addr *address) { \
    struct packet p = {SENDMSG4, address};                                \
    RETURN(p, 1, 0, 1)                                                    \
  }

/* hooks that see a packet's headers and decide what becomes of it */
#define PACKET_HOOKS \
  ON_TC ON_XDP ON_CGROUP_SKB ON_NETFILTER ON_SOCKET_FILTER ON_LWT_IN ON_LWT_OUT ON_LWT_XMIT

#define EVERY_HOOK                                                                       \
  PACKET_HOOKS ON_FLOW_DISSECTOR ON_SK_SKB ON_SK_MSG ON_SK_LOOKUP ON_SOCK_OPS ON_CONNECT4 \
  ON_CONNECT6 ON_SENDMSG4 ON_RAW_TP ON_TP_BTF ON_FENTRY

char LICENSE[] SEC("license") = "GPL";
