package org.hookbench.kernel.netlink;

/**
 * Numbers of {@code linux/rtnetlink.h}, {@code if_link.h}, {@code if_addr.h}, {@code neighbour.h},
 * {@code veth.h}, {@code pkt_sched.h}, {@code lwtunnel.h}. The test compares each with what a C
 * compiler says.
 */
final class RtnlAbi {
  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  static final int RTM_GETLINK = 18;
  static final int RTM_SETLINK = 19;
  static final int RTM_NEWADDR = 20;
  static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_GETROUTE = 26;
  static final int RTM_NEWNEIGH = 28;
  static final int RTM_NEWQDISC = 36;
  static final int RTM_DELQDISC = 37;
  static final int RTM_GETQDISC = 38;
  static final int RTM_NEWTFILTER = 44;
  static final int RTM_DELTFILTER = 45;
  static final int RTM_GETTFILTER = 46;

  /** {@code struct ifinfomsg}: u8 family, u8 pad, u16 type, s32 index, u32 flags, u32 change. */
  static final int IFINFOMSG_SIZE = 16;

  static final int IFINFOMSG_INDEX = 4;
  static final int IFINFOMSG_FLAGS = 8;

  /** {@code struct ifaddrmsg}: u8 family, prefixlen, flags, scope, u32 index. */
  static final int IFADDRMSG_SIZE = 8;

  static final int IFADDRMSG_PREFIX = 1;
  static final int IFADDRMSG_FLAGS = 2;
  static final int IFADDRMSG_SCOPE = 3;
  static final int IFADDRMSG_INDEX = 4;

  /** {@code struct rtmsg}: u8 family, dst_len, src_len, tos, table, protocol, scope, type, u32. */
  static final int RTMSG_SIZE = 12;

  static final int RTMSG_TYPE = 7;

  /** {@code struct tcmsg}: u8 family, pad u8 and u16, s32 ifindex, u32 handle, parent, info. */
  static final int TCMSG_SIZE = 20;

  static final int TCMSG_IFINDEX = 4;

  /**
   * In place of an index: the filter is in a shared block, whose number is in place of a parent.
   */
  static final int TCM_IFINDEX_MAGIC_BLOCK = 0xffffffff;

  static final int TCMSG_HANDLE = 8;
  static final int TCMSG_PARENT = 12;
  static final int TCMSG_INFO = 16;

  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_LINK = 5;
  static final int IFLA_OPERSTATE = 16;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_STATS64 = 23;
  static final int IFLA_NET_NS_FD = 28;
  static final int IFLA_NUM_TX_QUEUES = 31;
  static final int IFLA_NUM_RX_QUEUES = 32;
  static final int IFLA_XDP = 43;
  static final int IFLA_PROP_LIST = 52;
  static final int IFLA_ALT_IFNAME = 53;
  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;
  static final int VETH_INFO_PEER = 1;

  /** Of Linux 6.7 and later, as all of netkit. */
  static final int IFLA_NETKIT_PEER_INFO = 1;

  static final int IFLA_NETKIT_MODE = 5;
  static final int NETKIT_L2 = 0;
  static final int IFLA_XDP_FD = 1;
  static final int IFLA_XDP_ATTACHED = 2;
  static final int IFLA_XDP_FLAGS = 3;
  static final int IFLA_XDP_PROG_ID = 4;
  static final int IFLA_XDP_DRV_PROG_ID = 5;
  static final int IFLA_XDP_SKB_PROG_ID = 6;
  static final int IFLA_XDP_HW_PROG_ID = 7;
  static final int IFLA_XDP_EXPECTED_FD = 8;
  static final int XDP_FLAGS_UPDATE_IF_NOEXIST = 1;
  static final int XDP_FLAGS_REPLACE = 16;

  static final int IFF_UP = 1;
  static final int IFF_LOWER_UP = 0x10000;

  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_F_NODAD = 2;
  static final int IFA_F_DADFAILED = 0x08;
  static final int IFA_F_TENTATIVE = 0x40;

  static final int RTA_DST = 1;
  static final int RTA_SRC = 2;
  static final int RTA_OIF = 4;
  static final int RTA_PRIORITY = 6;
  static final int RTA_PREFSRC = 7;
  static final int RTA_METRICS = 8;
  static final int RTA_ENCAP_TYPE = 21;
  static final int RTA_ENCAP = 22;
  static final int RTAX_CC_ALGO = 16;
  static final int RT_TABLE_MAIN = 254;
  static final int RT_TABLE_LOCAL = 255;
  static final int RTPROT_KERNEL = 2;
  static final int RTPROT_BOOT = 3;
  static final int RT_SCOPE_UNIVERSE = 0;
  static final int RT_SCOPE_LINK = 253;
  static final int RT_SCOPE_HOST = 254;
  static final int RTM_F_LOOKUP_TABLE = 0x1000;
  static final int RTM_F_FIB_MATCH = 0x2000;
  static final int RTN_UNICAST = 1;
  static final int RTN_LOCAL = 2;

  static final int LWTUNNEL_ENCAP_BPF = 6;
  static final int LWT_BPF_IN = 1;
  static final int LWT_BPF_OUT = 2;
  static final int LWT_BPF_XMIT = 3;
  static final int LWT_BPF_PROG_FD = 1;
  static final int LWT_BPF_PROG_NAME = 2;

  /** The metric of the route that the kernel makes of an IPv6 address; {@code ipv6_route.h}. */
  static final int IP6_RT_PRIO_ADDRCONF = 256;

  static final int NDA_DST = 1;
  static final int NDA_LLADDR = 2;
  static final int NUD_PERMANENT = 0x80;

  static final int TCA_KIND = 1;
  static final int TCA_OPTIONS = 2;
  static final int TCA_CHAIN = 11;
  static final int TCA_INGRESS_BLOCK = 13;
  static final int TCA_EGRESS_BLOCK = 14;
  static final int TCA_BPF_FD = 6;
  static final int TCA_BPF_NAME = 7;
  static final int TCA_BPF_FLAGS = 8;
  static final int TCA_BPF_FLAG_ACT_DIRECT = 1;
  static final int TCA_BPF_ID = 11;
  static final int TC_H_CLSACT = 0xfffffff1;

  /** The handle of the qdiscs ingress and clsact, {@code ffff:}. */
  static final int TC_H_CLSACT_HANDLE = 0xffff0000;

  static final int TC_H_CLSACT_INGRESS = 0xfffffff2;
  static final int TC_H_CLSACT_EGRESS = 0xfffffff3;

  static final int ETH_P_ALL = 3;

  /** {@code struct rtnl_link_stats64}, of which the first eight counters are read. */
  static final int STATS64_READ = 64;

  private RtnlAbi() {}
}
