// SPDX-License-Identifier: GPL-2.0-only
// The empty program: what a hook costs when nothing is done in it.
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int on_tc(struct __sk_buff *skb) {
  return TC_ACT_OK;
}

SEC("xdp")
int on_xdp(struct xdp_md *ctx) {
  return XDP_PASS;
}

SEC("cgroup/skb")
int on_cgroup_skb(struct __sk_buff *skb) {
  return 1;
}

SEC("sockops")
int on_sock_ops(struct bpf_sock_ops *ops) {
  return 1;
}

SEC("cgroup/connect4")
int on_connect4(struct bpf_sock_addr *address) {
  return 1;
}

SEC("cgroup/connect6")
int on_connect6(struct bpf_sock_addr *address) {
  return 1;
}

SEC("netfilter")
int on_netfilter(void *ctx) {
  return 1; // NF_ACCEPT
}

SEC("sk_lookup")
int on_sk_lookup(struct bpf_sk_lookup *ctx) {
  return SK_PASS;
}

SEC("socket")
int on_socket_filter(struct __sk_buff *skb) {
  return 0x40000; // keep this many bytes: all of them
}

SEC("sk_skb/stream_verdict")
int on_sk_skb(struct __sk_buff *skb) {
  return SK_PASS;
}

SEC("sk_msg")
int on_sk_msg(struct sk_msg_md *msg) {
  return SK_PASS;
}

SEC("lwt_in")
int on_lwt_in(struct __sk_buff *skb) {
  return BPF_OK;
}

SEC("lwt_out")
int on_lwt_out(struct __sk_buff *skb) {
  return BPF_OK;
}

SEC("lwt_xmit")
int on_lwt_xmit(struct __sk_buff *skb) {
  return BPF_OK;
}

SEC("flow_dissector")
int on_flow_dissector(struct __sk_buff *skb) {
  return BPF_FLOW_DISSECTOR_CONTINUE;
}

char LICENSE[] SEC("license") = "GPL";
