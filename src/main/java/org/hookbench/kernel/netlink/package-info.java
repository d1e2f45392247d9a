/**
 * The kernel's own configuration interface, without a library in between: rtnetlink for devices,
 * addresses, routes and neighbours, sock_diag for TCP_INFO, and the ethtool ioctl for offloads.
 *
 * <p>The byte codec ({@code NetlinkRequest}, {@code NetlinkMessage}, {@code Attributes}, {@code
 * NetlinkAck}) knows nothing of devices; {@code RtnlRequests} and the {@code decode} methods of the
 * typed objects know nothing of sockets, so both are tested without root. Multi-byte numbers are in
 * the machine's byte order, addresses and ports in network order.
 *
 * <p>Every socket belongs for its whole life to the network namespace of the thread that opened it:
 * open {@link org.hookbench.kernel.netlink.Rtnl} inside {@link
 * org.hookbench.kernel.netns.NetNs#call} and it can then be used from any thread without any danger
 * of reaching the host's devices.
 *
 * <p>Source: netlink(7), rtnetlink(7), sock_diag(7), and the kernel's {@code include/uapi/linux}.
 */
@NullMarked
package org.hookbench.kernel.netlink;

import org.jspecify.annotations.NullMarked;
