package org.hookbench.kernel.bpf;

import org.apiguardian.api.API;

/**
 * Where a program is attached, as the kernel numbers it.
 *
 * <p>Source: {@code enum bpf_attach_type} of {@code linux/bpf.h}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum AttachType {
  CGROUP_INET_INGRESS(0),
  CGROUP_INET_EGRESS(1),
  CGROUP_SOCK_OPS(3),
  SK_SKB_STREAM_VERDICT(5),
  SK_MSG_VERDICT(7),
  CGROUP_INET4_CONNECT(10),
  CGROUP_INET6_CONNECT(11),
  CGROUP_UDP4_SENDMSG(14),
  FLOW_DISSECTOR(17),
  TRACE_RAW_TP(23),
  TRACE_FENTRY(24),
  SK_LOOKUP(36),
  XDP(37),
  NETFILTER(45),
  TCX_INGRESS(46),
  TCX_EGRESS(47),
  NETKIT_PRIMARY(54),
  NETKIT_PEER(55);

  private final int number;

  AttachType(int number) {
    this.number = number;
  }

  /** The kernel's number. */
  public int number() {
    return number;
  }
}
