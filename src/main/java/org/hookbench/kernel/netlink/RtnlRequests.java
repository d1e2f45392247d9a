package org.hookbench.kernel.netlink;

import java.net.InetAddress;

/** The bytes of each rtnetlink request, as iproute2 6.1 sends them. Needs no socket. */
final class RtnlRequests {
  private static final int CHANGE = NetlinkAbi.NLM_F_ACK;
  private static final int CREATE =
      NetlinkAbi.NLM_F_ACK | NetlinkAbi.NLM_F_CREATE | NetlinkAbi.NLM_F_EXCL;
  private static final int REPLACE =
      NetlinkAbi.NLM_F_ACK | NetlinkAbi.NLM_F_CREATE | NetlinkAbi.NLM_F_REPLACE;
  private static final int GET = NetlinkAbi.NLM_F_ACK;
  private static final int DUMP = NetlinkAbi.NLM_F_DUMP;

  /** IFNAMSIZ without the NUL. */
  private static final int MAX_NAME = 15;

  private RtnlRequests() {}

  static NetlinkRequest createPair(
      PairKind kind, String name, String peer, int peerNsFd, VethOptions options) {
    requireName(name);
    requireName(peer);
    NetlinkRequest request = link(RtnlAbi.RTM_NEWLINK, CREATE, 0, 0, 0);
    end(request, options);
    request.attributeString(RtnlAbi.IFLA_IFNAME, name);
    return request.nested(
        RtnlAbi.IFLA_LINKINFO,
        info ->
            info.attributeChars(RtnlAbi.IFLA_INFO_KIND, kind.driver())
                .nested(
                    RtnlAbi.IFLA_INFO_DATA,
                    data -> {
                      if (kind == PairKind.NETKIT) {
                        data.attributeU32(RtnlAbi.IFLA_NETKIT_MODE, RtnlAbi.NETKIT_L2);
                      }
                      data.nested(
                          peerInfo(kind),
                          p -> {
                            p.zeros(RtnlAbi.IFINFOMSG_SIZE);
                            end(p, options);
                            p.attributeU32(RtnlAbi.IFLA_NET_NS_FD, peerNsFd);
                            p.attributeString(RtnlAbi.IFLA_IFNAME, peer);
                          });
                    }));
  }

  private static int peerInfo(PairKind kind) {
    return switch (kind) {
      case VETH -> RtnlAbi.VETH_INFO_PEER;
      case NETKIT -> RtnlAbi.IFLA_NETKIT_PEER_INFO;
    };
  }

  static NetlinkRequest setUp(int ifindex) {
    return link(RtnlAbi.RTM_NEWLINK, CHANGE, ifindex, RtnlAbi.IFF_UP, RtnlAbi.IFF_UP);
  }

  static NetlinkRequest setMtu(int ifindex, int mtu) {
    return link(RtnlAbi.RTM_NEWLINK, CHANGE, ifindex, 0, 0).attributeU32(RtnlAbi.IFLA_MTU, mtu);
  }

  static NetlinkRequest deleteLink(int ifindex) {
    return link(RtnlAbi.RTM_DELLINK, CHANGE, ifindex, 0, 0);
  }

  static NetlinkRequest getLink(int ifindex) {
    return link(RtnlAbi.RTM_GETLINK, GET, ifindex, 0, 0);
  }

  static NetlinkRequest getLink(String name) {
    requireName(name);
    return link(RtnlAbi.RTM_GETLINK, GET, 0, 0, 0).attributeString(RtnlAbi.IFLA_IFNAME, name);
  }

  static NetlinkRequest listLinks() {
    return link(RtnlAbi.RTM_GETLINK, DUMP, 0, 0, 0);
  }

  static NetlinkRequest addAddress(int ifindex, InetAddress address, int prefixLength) {
    IpPrefix.requireLength(address, prefixLength);
    byte[] bytes = address.getAddress();
    boolean v6 = bytes.length == 16;
    return new NetlinkRequest(RtnlAbi.RTM_NEWADDR, CREATE)
        .u8(family(bytes))
        .u8(prefixLength)
        .u8(v6 ? RtnlAbi.IFA_F_NODAD : 0)
        .u8(RtnlAbi.RT_SCOPE_UNIVERSE)
        .u32(ifindex)
        .attribute(RtnlAbi.IFA_LOCAL, bytes)
        .attribute(RtnlAbi.IFA_ADDRESS, bytes);
  }

  static NetlinkRequest listIpv6Addresses(int ifindex) {
    return new NetlinkRequest(RtnlAbi.RTM_GETADDR, DUMP)
        .u8(NetlinkAbi.AF_INET6)
        .zeros(3)
        .u32(ifindex);
  }

  /** Of every interface and family, for the kernel ignores the interface of a plain request. */
  static NetlinkRequest listAddresses() {
    return new NetlinkRequest(RtnlAbi.RTM_GETADDR, DUMP).zeros(RtnlAbi.IFADDRMSG_SIZE);
  }

  /** Which way a packet to an address goes. */
  static NetlinkRequest getRoute(byte[] address) {
    return new NetlinkRequest(RtnlAbi.RTM_GETROUTE, GET)
        .u8(family(address))
        .u8(8 * address.length)
        .zeros(10)
        .attribute(RtnlAbi.RTA_DST, address);
  }

  /** Which way a packet from an address of this host's to another goes. */
  static NetlinkRequest getRoute(byte[] from, byte[] to) {
    return new NetlinkRequest(RtnlAbi.RTM_GETROUTE, GET)
        .u8(family(to))
        .u8(8 * to.length)
        .u8(8 * from.length)
        .zeros(9)
        .attribute(RtnlAbi.RTA_DST, to)
        .attribute(RtnlAbi.RTA_SRC, from);
  }

  /** The route, as it is in its table, that a packet to an address takes. */
  static NetlinkRequest matchRoute(byte[] address) {
    return new NetlinkRequest(RtnlAbi.RTM_GETROUTE, GET)
        .u8(family(address))
        .u8(8 * address.length)
        .zeros(6)
        .u32(RtnlAbi.RTM_F_LOOKUP_TABLE | RtnlAbi.RTM_F_FIB_MATCH)
        .attribute(RtnlAbi.RTA_DST, address);
  }

  static NetlinkRequest addRoute(Route route) {
    return route(route, CREATE);
  }

  static NetlinkRequest replaceRoute(Route route) {
    return route(route, REPLACE);
  }

  /** {@code struct ndmsg}: u8 family, pad u8 and u16, s32 ifindex, u16 state, u8 flags, type. */
  static NetlinkRequest setNeighbour(int ifindex, InetAddress address, MacAddress mac) {
    byte[] bytes = address.getAddress();
    return new NetlinkRequest(RtnlAbi.RTM_NEWNEIGH, REPLACE)
        .u8(family(bytes))
        .zeros(3)
        .u32(ifindex)
        .u16(RtnlAbi.NUD_PERMANENT)
        .zeros(2)
        .attribute(RtnlAbi.NDA_DST, bytes)
        .attribute(RtnlAbi.NDA_LLADDR, mac.bytes());
  }

  /**
   * Puts a program on a device, or takes it off.
   *
   * @param programFd the program's descriptor; -1 for none
   * @param flags XDP_FLAGS_*
   * @param expectedFd the descriptor of the program that must be there; -1 for none
   */
  static NetlinkRequest setXdp(int ifindex, int programFd, int flags, int expectedFd) {
    return link(RtnlAbi.RTM_SETLINK, CHANGE, ifindex, 0, 0)
        .nested(
            RtnlAbi.IFLA_XDP | NetlinkAbi.NLA_F_NESTED,
            xdp -> {
              xdp.attributeU32(RtnlAbi.IFLA_XDP_FD, programFd);
              xdp.attributeU32(RtnlAbi.IFLA_XDP_FLAGS, flags);
              if (expectedFd >= 0) {
                xdp.attributeU32(RtnlAbi.IFLA_XDP_EXPECTED_FD, expectedFd);
              }
            });
  }

  private static NetlinkRequest route(Route route, int flags) {
    byte[] network = route.to().network().getAddress();
    boolean v6 = network.length == 16;
    NetlinkRequest request =
        new NetlinkRequest(RtnlAbi.RTM_NEWROUTE, flags)
            .u8(family(network))
            .u8(route.to().length())
            .zeros(2)
            .u8(route.local() ? RtnlAbi.RT_TABLE_LOCAL : RtnlAbi.RT_TABLE_MAIN)
            .u8(route.local() ? RtnlAbi.RTPROT_KERNEL : RtnlAbi.RTPROT_BOOT)
            .u8(scope(route, v6))
            .u8(route.local() ? RtnlAbi.RTN_LOCAL : RtnlAbi.RTN_UNICAST)
            .u32(0)
            .attribute(RtnlAbi.RTA_DST, network);
    route.source().ifPresent(s -> request.attribute(RtnlAbi.RTA_PREFSRC, s.getAddress()));
    if (v6) {
      request.attributeU32(RtnlAbi.RTA_PRIORITY, RtnlAbi.IP6_RT_PRIO_ADDRCONF);
    }
    route.encap().ifPresent(e -> encap(request, e));
    request.attributeU32(RtnlAbi.RTA_OIF, route.ifindex());
    route
        .congestionControl()
        .ifPresent(
            name ->
                request.nested(
                    RtnlAbi.RTA_METRICS, m -> m.attributeChars(RtnlAbi.RTAX_CC_ALGO, name)));
    return request;
  }

  private static int scope(Route route, boolean v6) {
    if (v6) {
      return RtnlAbi.RT_SCOPE_UNIVERSE;
    }
    return route.local() ? RtnlAbi.RT_SCOPE_HOST : RtnlAbi.RT_SCOPE_LINK;
  }

  private static void encap(NetlinkRequest request, BpfEncap encap) {
    request
        .nested(
            RtnlAbi.RTA_ENCAP | NetlinkAbi.NLA_F_NESTED,
            e ->
                e.nested(
                    encap.point().attribute() | NetlinkAbi.NLA_F_NESTED,
                    p ->
                        p.attributeU32(RtnlAbi.LWT_BPF_PROG_FD, encap.programFd())
                            .attributeString(RtnlAbi.LWT_BPF_PROG_NAME, encap.name())))
        .nested(RtnlAbi.RTA_ENCAP_TYPE, t -> t.u16(RtnlAbi.LWTUNNEL_ENCAP_BPF));
  }

  private static NetlinkRequest link(int type, int flags, int ifindex, int up, int change) {
    return new NetlinkRequest(type, flags).zeros(4).u32(ifindex).u32(up).u32(change);
  }

  private static void end(NetlinkRequest request, VethOptions options) {
    request
        .attributeU32(RtnlAbi.IFLA_MTU, options.mtu())
        .attributeU32(RtnlAbi.IFLA_NUM_TX_QUEUES, options.queues())
        .attributeU32(RtnlAbi.IFLA_NUM_RX_QUEUES, options.queues());
  }

  private static int family(byte[] address) {
    return address.length == 4 ? NetlinkAbi.AF_INET : NetlinkAbi.AF_INET6;
  }

  private static void requireName(String name) {
    if (!name.matches("[!-~&&[^/:]]{1," + MAX_NAME + "}")) {
      throw new IllegalArgumentException(
          "an interface name has 1 to " + MAX_NAME + " characters: \"" + name + "\"");
    }
  }
}
