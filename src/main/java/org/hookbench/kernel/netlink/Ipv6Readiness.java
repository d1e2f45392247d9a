package org.hookbench.kernel.netlink;

/**
 * Whether the kernel receives packets for the IPv6 addresses of an interface. An address can be
 * bound as soon as it was added, but packets for it are received only once its route is in the
 * local table; a kernel worker puts it there some time after the interface came up ({@code
 * addrconf_dad_work}), even for an address without duplicate address detection. A SYN that comes
 * before is lost, and the connection takes a second longer.
 */
final class Ipv6Readiness {
  private Ipv6Readiness() {}

  /** Leaves addresses aside that are still being checked for duplicates. */
  static boolean isReady(NetlinkSocket socket, int ifindex) {
    return socket
        .exchange(RtnlRequests.listIpv6Addresses(ifindex), "list addresses of interface " + ifindex)
        .stream()
        .filter(message -> isSettled(message, ifindex))
        .map(m -> m.attributesAfter(RtnlAbi.IFADDRMSG_SIZE).bytes(RtnlAbi.IFA_ADDRESS))
        .allMatch(address -> isLocal(socket, address));
  }

  private static boolean isSettled(NetlinkMessage message, int ifindex) {
    message.require(RtnlAbi.IFADDRMSG_SIZE);
    return message.payload().getInt(RtnlAbi.IFADDRMSG_INDEX) == ifindex
        && (message.payload().get(RtnlAbi.IFADDRMSG_FLAGS) & RtnlAbi.IFA_F_TENTATIVE) == 0;
  }

  private static boolean isLocal(NetlinkSocket socket, byte[] address) {
    return RouteLookup.exchange(socket, RtnlRequests.getRoute(address), "look up a local address")
        .filter(Ipv6Readiness::isLocal)
        .isPresent();
  }

  private static boolean isLocal(NetlinkMessage route) {
    route.require(RtnlAbi.RTMSG_SIZE);
    return route.payload().get(RtnlAbi.RTMSG_TYPE) == RtnlAbi.RTN_LOCAL;
  }
}
