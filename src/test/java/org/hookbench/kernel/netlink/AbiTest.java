package org.hookbench.kernel.netlink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hookbench.testing.CCompiler;
import org.junit.jupiter.api.Test;

/** Our numbers against the C headers. */
class AbiTest {
  private final Map<String, Long> ours = new LinkedHashMap<>();

  @Test
  void netlink() {
    is("AF_NETLINK", NetlinkAbi.AF_NETLINK);
    is("SOCK_RAW", NetlinkAbi.SOCK_RAW);
    is("SOCK_CLOEXEC", NetlinkAbi.SOCK_CLOEXEC);
    is("NETLINK_ROUTE", NetlinkAbi.NETLINK_ROUTE);
    is("NETLINK_SOCK_DIAG", NetlinkAbi.NETLINK_SOCK_DIAG);
    is("sizeof(struct nlmsghdr)", NetlinkAbi.HEADER_SIZE);
    is("offsetof(struct nlmsghdr, nlmsg_type)", 4);
    is("offsetof(struct nlmsghdr, nlmsg_flags)", 6);
    is("offsetof(struct nlmsghdr, nlmsg_seq)", 8);
    is("offsetof(struct nlmsghdr, nlmsg_pid)", 12);
    is("sizeof(struct nlattr)", NetlinkAbi.ATTRIBUTE_HEADER_SIZE);
    is("offsetof(struct nlattr, nla_type)", 2);
    is("NLA_ALIGNTO", NetlinkAbi.ALIGNMENT);
    is("NLA_F_NESTED", NetlinkAbi.NLA_F_NESTED);
    is("(unsigned short) NLA_TYPE_MASK", NetlinkAbi.NLA_TYPE_MASK);
    is("NLMSG_NOOP", NetlinkAbi.NLMSG_NOOP);
    is("NLMSG_ERROR", NetlinkAbi.NLMSG_ERROR);
    is("NLMSG_DONE", NetlinkAbi.NLMSG_DONE);
    is("NLMSG_OVERRUN", NetlinkAbi.NLMSG_OVERRUN);
    is("NLM_F_REQUEST", NetlinkAbi.NLM_F_REQUEST);
    is("NLM_F_ACK", NetlinkAbi.NLM_F_ACK);
    is("NLM_F_DUMP_INTR", NetlinkAbi.NLM_F_DUMP_INTR);
    is("NLM_F_DUMP", NetlinkAbi.NLM_F_DUMP);
    is("NLM_F_REPLACE", NetlinkAbi.NLM_F_REPLACE);
    is("NLM_F_EXCL", NetlinkAbi.NLM_F_EXCL);
    is("NLM_F_CREATE", NetlinkAbi.NLM_F_CREATE);
    is("NLM_F_CAPPED", NetlinkAbi.NLM_F_CAPPED);
    is("NLM_F_ACK_TLVS", NetlinkAbi.NLM_F_ACK_TLVS);
    is("NLMSGERR_ATTR_MSG", NetlinkAbi.NLMSGERR_ATTR_MSG);
    is("NLMSGERR_ATTR_OFFS", NetlinkAbi.NLMSGERR_ATTR_OFFS);
    is("SOL_NETLINK", NetlinkAbi.SOL_NETLINK);
    is("NETLINK_CAP_ACK", NetlinkAbi.NETLINK_CAP_ACK);
    is("NETLINK_EXT_ACK", NetlinkAbi.NETLINK_EXT_ACK);
    is("SOL_SOCKET", NetlinkAbi.SOL_SOCKET);
    is("SO_RCVTIMEO", NetlinkAbi.SO_RCVTIMEO);
    is("sizeof(struct timeval)", 16);
    is("MSG_TRUNC", NetlinkAbi.MSG_TRUNC);
    is("AF_INET", NetlinkAbi.AF_INET);
    is("AF_INET6", NetlinkAbi.AF_INET6);
    agrees("sys/time.h", "sys/socket.h", "linux/netlink.h");
  }

  @Test
  void rtnetlinkStructs() {
    is("sizeof(struct ifinfomsg)", RtnlAbi.IFINFOMSG_SIZE);
    is("offsetof(struct ifinfomsg, ifi_index)", RtnlAbi.IFINFOMSG_INDEX);
    is("offsetof(struct ifinfomsg, ifi_flags)", RtnlAbi.IFINFOMSG_FLAGS);
    is("offsetof(struct ifinfomsg, ifi_change)", 12);
    is("sizeof(struct ifaddrmsg)", RtnlAbi.IFADDRMSG_SIZE);
    is("offsetof(struct ifaddrmsg, ifa_prefixlen)", 1);
    is("offsetof(struct ifaddrmsg, ifa_prefixlen)", RtnlAbi.IFADDRMSG_PREFIX);
    is("offsetof(struct ifaddrmsg, ifa_scope)", RtnlAbi.IFADDRMSG_SCOPE);
    is("offsetof(struct ifaddrmsg, ifa_flags)", RtnlAbi.IFADDRMSG_FLAGS);
    is("offsetof(struct ifaddrmsg, ifa_scope)", 3);
    is("offsetof(struct ifaddrmsg, ifa_index)", RtnlAbi.IFADDRMSG_INDEX);
    is("sizeof(struct rtmsg)", RtnlAbi.RTMSG_SIZE);
    is("offsetof(struct rtmsg, rtm_dst_len)", 1);
    is("offsetof(struct rtmsg, rtm_table)", 4);
    is("offsetof(struct rtmsg, rtm_protocol)", 5);
    is("offsetof(struct rtmsg, rtm_scope)", 6);
    is("offsetof(struct rtmsg, rtm_type)", RtnlAbi.RTMSG_TYPE);
    is("offsetof(struct rtmsg, rtm_flags)", 8);
    is("sizeof(struct ndmsg)", 12);
    is("offsetof(struct ndmsg, ndm_ifindex)", 4);
    is("offsetof(struct ndmsg, ndm_state)", 8);
    is("sizeof(struct tcmsg)", RtnlAbi.TCMSG_SIZE);
    is("offsetof(struct tcmsg, tcm_ifindex)", RtnlAbi.TCMSG_IFINDEX);
    is("offsetof(struct tcmsg, tcm_parent)", RtnlAbi.TCMSG_PARENT);
    is("offsetof(struct rtnl_link_stats64, tx_dropped) + 8", RtnlAbi.STATS64_READ);
    is("offsetof(struct rtnl_link_stats64, tx_packets)", 8);
    is("offsetof(struct rtnl_link_stats64, rx_bytes)", 16);
    is("offsetof(struct rtnl_link_stats64, tx_bytes)", 24);
    is("offsetof(struct rtnl_link_stats64, rx_errors)", 32);
    is("offsetof(struct rtnl_link_stats64, tx_errors)", 40);
    is("offsetof(struct rtnl_link_stats64, rx_dropped)", 48);
    agrees("linux/rtnetlink.h", "linux/neighbour.h", "linux/if_link.h");
  }

  @Test
  void rtnetlinkNumbers() {
    is("RTM_NEWLINK", RtnlAbi.RTM_NEWLINK);
    is("RTM_DELLINK", RtnlAbi.RTM_DELLINK);
    is("RTM_GETLINK", RtnlAbi.RTM_GETLINK);
    is("RTM_NEWADDR", RtnlAbi.RTM_NEWADDR);
    is("RTM_GETADDR", RtnlAbi.RTM_GETADDR);
    is("RTM_GETROUTE", RtnlAbi.RTM_GETROUTE);
    is("IFA_F_DADFAILED", RtnlAbi.IFA_F_DADFAILED);
    is("IFA_F_TENTATIVE", RtnlAbi.IFA_F_TENTATIVE);
    is("RTN_LOCAL", RtnlAbi.RTN_LOCAL);
    is("RTM_NEWROUTE", RtnlAbi.RTM_NEWROUTE);
    is("RTM_NEWNEIGH", RtnlAbi.RTM_NEWNEIGH);
    is("RTM_NEWQDISC", RtnlAbi.RTM_NEWQDISC);
    is("RTM_NEWTFILTER", RtnlAbi.RTM_NEWTFILTER);
    is("RTM_GETTFILTER", RtnlAbi.RTM_GETTFILTER);
    is("RTM_GETQDISC", RtnlAbi.RTM_GETQDISC);
    is("IFLA_ADDRESS", RtnlAbi.IFLA_ADDRESS);
    is("IFLA_IFNAME", RtnlAbi.IFLA_IFNAME);
    is("IFLA_MTU", RtnlAbi.IFLA_MTU);
    is("IFLA_LINK", RtnlAbi.IFLA_LINK);
    is("IFLA_OPERSTATE", RtnlAbi.IFLA_OPERSTATE);
    is("IFLA_LINKINFO", RtnlAbi.IFLA_LINKINFO);
    is("IFLA_STATS64", RtnlAbi.IFLA_STATS64);
    is("IFLA_NET_NS_FD", RtnlAbi.IFLA_NET_NS_FD);
    is("IFLA_NUM_TX_QUEUES", RtnlAbi.IFLA_NUM_TX_QUEUES);
    is("IFLA_NUM_RX_QUEUES", RtnlAbi.IFLA_NUM_RX_QUEUES);
    is("IFLA_XDP", RtnlAbi.IFLA_XDP);
    is("IFLA_INFO_KIND", RtnlAbi.IFLA_INFO_KIND);
    is("IFLA_INFO_DATA", RtnlAbi.IFLA_INFO_DATA);
    is("VETH_INFO_PEER", RtnlAbi.VETH_INFO_PEER);
    is("IFLA_XDP_ATTACHED", RtnlAbi.IFLA_XDP_ATTACHED);
    is("IFLA_XDP_PROG_ID", RtnlAbi.IFLA_XDP_PROG_ID);
    is("XDP_ATTACHED_DRV - 1", XdpAttachment.Mode.NATIVE.ordinal());
    is("XDP_ATTACHED_SKB - 1", XdpAttachment.Mode.GENERIC.ordinal());
    is("XDP_ATTACHED_HW - 1", XdpAttachment.Mode.OFFLOADED.ordinal());
    is("XDP_ATTACHED_MULTI - 1", XdpAttachment.Mode.MULTI.ordinal());
    is("IFF_UP", RtnlAbi.IFF_UP);
    is("IFF_LOWER_UP", RtnlAbi.IFF_LOWER_UP);
    is("IF_OPER_DOWN", OperState.DOWN.ordinal());
    is("IF_OPER_UP", OperState.UP.ordinal());
    is("IFNAMSIZ", Ethtool.IFREQ_DATA);
    is("IFA_ADDRESS", RtnlAbi.IFA_ADDRESS);
    is("IFA_LOCAL", RtnlAbi.IFA_LOCAL);
    is("IFA_F_NODAD", RtnlAbi.IFA_F_NODAD);
    is("RTA_DST", RtnlAbi.RTA_DST);
    is("RTA_SRC", RtnlAbi.RTA_SRC);
    is("RTA_OIF", RtnlAbi.RTA_OIF);
    is("RTA_PRIORITY", RtnlAbi.RTA_PRIORITY);
    is("RTA_PREFSRC", RtnlAbi.RTA_PREFSRC);
    is("RTA_METRICS", RtnlAbi.RTA_METRICS);
    is("RTAX_CC_ALGO", RtnlAbi.RTAX_CC_ALGO);
    is("RT_TABLE_MAIN", RtnlAbi.RT_TABLE_MAIN);
    is("RTPROT_BOOT", RtnlAbi.RTPROT_BOOT);
    is("RT_SCOPE_UNIVERSE", RtnlAbi.RT_SCOPE_UNIVERSE);
    is("RT_SCOPE_LINK", RtnlAbi.RT_SCOPE_LINK);
    is("RTN_UNICAST", RtnlAbi.RTN_UNICAST);
    is("RTA_ENCAP_TYPE", RtnlAbi.RTA_ENCAP_TYPE);
    is("RTA_ENCAP", RtnlAbi.RTA_ENCAP);
    is("RT_TABLE_LOCAL", RtnlAbi.RT_TABLE_LOCAL);
    is("RTPROT_KERNEL", RtnlAbi.RTPROT_KERNEL);
    is("RT_SCOPE_HOST", RtnlAbi.RT_SCOPE_HOST);
    is("RTM_F_LOOKUP_TABLE", RtnlAbi.RTM_F_LOOKUP_TABLE);
    is("RTM_F_FIB_MATCH", RtnlAbi.RTM_F_FIB_MATCH);
    is("LWTUNNEL_ENCAP_BPF", RtnlAbi.LWTUNNEL_ENCAP_BPF);
    is("LWT_BPF_IN", RtnlAbi.LWT_BPF_IN);
    is("LWT_BPF_OUT", RtnlAbi.LWT_BPF_OUT);
    is("LWT_BPF_XMIT", RtnlAbi.LWT_BPF_XMIT);
    is("LWT_BPF_PROG_FD", RtnlAbi.LWT_BPF_PROG_FD);
    is("LWT_BPF_PROG_NAME", RtnlAbi.LWT_BPF_PROG_NAME);
    is("IP6_RT_PRIO_ADDRCONF", RtnlAbi.IP6_RT_PRIO_ADDRCONF);
    is("NDA_DST", RtnlAbi.NDA_DST);
    is("NDA_LLADDR", RtnlAbi.NDA_LLADDR);
    is("NUD_PERMANENT", RtnlAbi.NUD_PERMANENT);
    is("TCA_KIND", RtnlAbi.TCA_KIND);
    is("TCA_OPTIONS", RtnlAbi.TCA_OPTIONS);
    is("TCA_BPF_NAME", RtnlAbi.TCA_BPF_NAME);
    is("TCA_BPF_ID", RtnlAbi.TCA_BPF_ID);
    is("TCA_BPF_FD", RtnlAbi.TCA_BPF_FD);
    is("TCA_BPF_FLAGS", RtnlAbi.TCA_BPF_FLAGS);
    is("TCA_BPF_FLAG_ACT_DIRECT", RtnlAbi.TCA_BPF_FLAG_ACT_DIRECT);
    is("(int) TCM_IFINDEX_MAGIC_BLOCK", RtnlAbi.TCM_IFINDEX_MAGIC_BLOCK);
    is("TCA_CHAIN", RtnlAbi.TCA_CHAIN);
    is("TCA_INGRESS_BLOCK", RtnlAbi.TCA_INGRESS_BLOCK);
    is("TCA_EGRESS_BLOCK", RtnlAbi.TCA_EGRESS_BLOCK);
    is("(int) (TC_H_CLSACT & TC_H_MAJ_MASK)", RtnlAbi.TC_H_CLSACT_HANDLE);
    is("ETH_P_ALL", RtnlAbi.ETH_P_ALL);
    is("RTM_SETLINK", RtnlAbi.RTM_SETLINK);
    is("RTM_DELQDISC", RtnlAbi.RTM_DELQDISC);
    is("RTM_DELTFILTER", RtnlAbi.RTM_DELTFILTER);
    is("IFLA_PROP_LIST", RtnlAbi.IFLA_PROP_LIST);
    is("IFLA_ALT_IFNAME", RtnlAbi.IFLA_ALT_IFNAME);
    is("IFLA_XDP_FD", RtnlAbi.IFLA_XDP_FD);
    is("IFLA_XDP_FLAGS", RtnlAbi.IFLA_XDP_FLAGS);
    is("IFLA_XDP_DRV_PROG_ID", RtnlAbi.IFLA_XDP_DRV_PROG_ID);
    is("IFLA_XDP_SKB_PROG_ID", RtnlAbi.IFLA_XDP_SKB_PROG_ID);
    is("IFLA_XDP_HW_PROG_ID", RtnlAbi.IFLA_XDP_HW_PROG_ID);
    is("IFLA_XDP_EXPECTED_FD", RtnlAbi.IFLA_XDP_EXPECTED_FD);
    is("XDP_FLAGS_UPDATE_IF_NOEXIST", RtnlAbi.XDP_FLAGS_UPDATE_IF_NOEXIST);
    is("XDP_FLAGS_REPLACE", RtnlAbi.XDP_FLAGS_REPLACE);
    is("offsetof(struct tcmsg, tcm_handle)", RtnlAbi.TCMSG_HANDLE);
    is("offsetof(struct tcmsg, tcm_info)", RtnlAbi.TCMSG_INFO);
    is("(int) TC_H_MAKE(TC_H_CLSACT, 0xfff1)", RtnlAbi.TC_H_CLSACT);
    is("(int) TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)", RtnlAbi.TC_H_CLSACT_INGRESS);
    is("(int) TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS)", RtnlAbi.TC_H_CLSACT_EGRESS);
    agrees(
        "linux/rtnetlink.h",
        "linux/if.h",
        "linux/if_link.h",
        "linux/if_ether.h",
        "linux/if_addr.h",
        "linux/neighbour.h",
        "linux/veth.h",
        "linux/pkt_sched.h",
        "linux/pkt_cls.h",
        "linux/in6.h",
        "linux/ipv6_route.h",
        "linux/lwtunnel.h");
  }

  @Test
  void sockDiag() {
    is("SOCK_DIAG_BY_FAMILY", SockDiagAbi.SOCK_DIAG_BY_FAMILY);
    is("IPPROTO_TCP", SockDiagAbi.IPPROTO_TCP);
    is("INET_DIAG_INFO", SockDiagAbi.INET_DIAG_INFO);
    is("INET_DIAG_CONG", SockDiagAbi.INET_DIAG_CONG);
    is("(int) INET_DIAG_NOCOOKIE", SockDiagAbi.INET_DIAG_NOCOOKIE);
    is("sizeof(struct inet_diag_req_v2)", 56);
    is("offsetof(struct inet_diag_req_v2, sdiag_protocol)", 1);
    is("offsetof(struct inet_diag_req_v2, idiag_ext)", 2);
    is("offsetof(struct inet_diag_req_v2, idiag_states)", 4);
    is("offsetof(struct inet_diag_req_v2, id)", 8);
    is("sizeof(struct inet_diag_sockid)", 48);
    is("offsetof(struct inet_diag_sockid, idiag_sport)", SockDiagAbi.ID_SOURCE_PORT);
    is("offsetof(struct inet_diag_sockid, idiag_dport)", SockDiagAbi.ID_DESTINATION_PORT);
    is("offsetof(struct inet_diag_sockid, idiag_src)", SockDiagAbi.ID_SOURCE);
    is("offsetof(struct inet_diag_sockid, idiag_dst)", SockDiagAbi.ID_DESTINATION);
    is("offsetof(struct inet_diag_sockid, idiag_if)", 36);
    is("offsetof(struct inet_diag_sockid, idiag_cookie)", 40);
    is("sizeof(((struct inet_diag_sockid *)0)->idiag_src)", SockDiagAbi.ADDRESS_SIZE);
    is("sizeof(struct inet_diag_msg)", SockDiagAbi.MESSAGE_SIZE);
    is("offsetof(struct inet_diag_msg, idiag_state)", SockDiagAbi.MESSAGE_STATE);
    is("offsetof(struct inet_diag_msg, id)", SockDiagAbi.MESSAGE_ID);
    agrees("netinet/in.h", "linux/sock_diag.h", "linux/inet_diag.h");
  }

  @Test
  void tcpInfo() {
    is("offsetof(struct tcp_info, tcpi_state)", SockDiagAbi.TCPI_STATE);
    is("offsetof(struct tcp_info, tcpi_snd_mss)", SockDiagAbi.TCPI_SND_MSS);
    is("offsetof(struct tcp_info, tcpi_rtt)", SockDiagAbi.TCPI_RTT);
    is("offsetof(struct tcp_info, tcpi_rttvar)", SockDiagAbi.TCPI_RTTVAR);
    is("offsetof(struct tcp_info, tcpi_snd_ssthresh)", SockDiagAbi.TCPI_SND_SSTHRESH);
    is("offsetof(struct tcp_info, tcpi_snd_cwnd)", SockDiagAbi.TCPI_SND_CWND);
    is("offsetof(struct tcp_info, tcpi_reordering)", SockDiagAbi.TCPI_REORDERING);
    is("offsetof(struct tcp_info, tcpi_total_retrans)", SockDiagAbi.TCPI_TOTAL_RETRANS);
    is("offsetof(struct tcp_info, tcpi_pacing_rate)", SockDiagAbi.TCPI_PACING_RATE);
    is("offsetof(struct tcp_info, tcpi_bytes_acked)", SockDiagAbi.TCPI_BYTES_ACKED);
    is("offsetof(struct tcp_info, tcpi_bytes_received)", SockDiagAbi.TCPI_BYTES_RECEIVED);
    is("offsetof(struct tcp_info, tcpi_segs_out)", SockDiagAbi.TCPI_SEGS_OUT);
    is("offsetof(struct tcp_info, tcpi_segs_in)", SockDiagAbi.TCPI_SEGS_IN);
    is("offsetof(struct tcp_info, tcpi_delivery_rate)", SockDiagAbi.TCPI_DELIVERY_RATE);
    is("offsetof(struct tcp_info, tcpi_delivery_rate) + 8", SockDiagAbi.TCP_INFO_LEAST);
    is("offsetof(struct tcp_info, tcpi_reord_seen)", SockDiagAbi.TCPI_REORD_SEEN);
    agrees("linux/tcp.h");
  }

  @Test
  void tcpStates() {
    is("TCP_ESTABLISHED - 1", TcpState.ESTABLISHED.ordinal());
    is("TCP_TIME_WAIT - 1", TcpState.TIME_WAIT.ordinal());
    is("TCP_LISTEN - 1", TcpState.LISTEN.ordinal());
    is("TCP_CLOSING - 1", TcpState.CLOSING.ordinal());
    agrees("netinet/tcp.h");
  }

  @Test
  void ethtool() {
    is("SIOCETHTOOL", Ethtool.SIOCETHTOOL);
    is("sizeof(struct ifreq)", Ethtool.IFREQ_SIZE);
    is("offsetof(struct ifreq, ifr_data)", Ethtool.IFREQ_DATA);
    is("sizeof(struct ethtool_value)", Ethtool.ETHTOOL_VALUE_SIZE);
    is("offsetof(struct ethtool_value, data)", Ethtool.ETHTOOL_VALUE_DATA);
    is("ETHTOOL_GDRVINFO", DeviceSettings.GET_DRIVER_INFO);
    is("sizeof(struct ethtool_drvinfo)", DeviceSettings.DRIVER_INFO_SIZE);
    is("offsetof(struct ethtool_drvinfo, driver)", DeviceSettings.DRIVER);
    is("offsetof(struct ethtool_drvinfo, version)", DeviceSettings.DRIVER_VERSION);
    is("offsetof(struct ethtool_drvinfo, fw_version)", DeviceSettings.FIRMWARE);
    is("ETHTOOL_GCOALESCE", DeviceSettings.GET_COALESCE);
    is("sizeof(struct ethtool_coalesce)", DeviceSettings.COALESCE_SIZE);
    coalesce("rx_coalesce_usecs", DeviceSettings.COALESCE_RX_USECS);
    coalesce("rx_max_coalesced_frames", DeviceSettings.COALESCE_RX_FRAMES);
    coalesce("tx_coalesce_usecs", DeviceSettings.COALESCE_TX_USECS);
    coalesce("use_adaptive_rx_coalesce", DeviceSettings.COALESCE_ADAPTIVE_RX);
    is("ETHTOOL_GRINGPARAM", DeviceSettings.GET_RINGS);
    is("sizeof(struct ethtool_ringparam)", DeviceSettings.RINGS_SIZE);
    is("offsetof(struct ethtool_ringparam, rx_pending)", DeviceSettings.RINGS_RX);
    is("offsetof(struct ethtool_ringparam, tx_pending)", DeviceSettings.RINGS_TX);
    is("ETHTOOL_GCHANNELS", DeviceSettings.GET_CHANNELS);
    is("sizeof(struct ethtool_channels)", DeviceSettings.CHANNELS_SIZE);
    is("offsetof(struct ethtool_channels, rx_count)", DeviceSettings.CHANNELS_RX);
    is("offsetof(struct ethtool_channels, tx_count)", DeviceSettings.CHANNELS_TX);
    is("offsetof(struct ethtool_channels, combined_count)", DeviceSettings.CHANNELS_COMBINED);
    is("ETHTOOL_GRXFHINDIR", DeviceSettings.GET_INDIRECTION);
    is("offsetof(struct ethtool_rxfh_indir, size)", DeviceSettings.INDIRECTION_COUNT);
    is("offsetof(struct ethtool_rxfh_indir, ring_index)", DeviceSettings.INDIRECTION_TABLE);
    commands("SG", Offload.SG);
    commands("RXCSUM", Offload.RX_CHECKSUM);
    commands("TXCSUM", Offload.TX_CHECKSUM);
    commands("GSO", Offload.GSO);
    commands("TSO", Offload.TSO);
    commands("GRO", Offload.GRO);
    agrees("linux/ethtool.h", "linux/sockios.h", "linux/if.h");
  }

  private void coalesce(String field, int offset) {
    is("offsetof(struct ethtool_coalesce, " + field + ")", offset);
  }

  private void commands(String name, Offload offload) {
    is("ETHTOOL_G" + name, offload.getCommand());
    is("ETHTOOL_S" + name, offload.setCommand());
  }

  private void is(String expression, long value) {
    ours.put(expression, value);
  }

  private void agrees(String... includes) {
    CCompiler.assertAgrees(List.of(includes), ours);
  }
}
