package org.hookbench.kernel.netlink;

/**
 * Numbers of {@code linux/netlink.h}. Part of the kernel's stable interface; the test compares each
 * with what a C compiler says.
 */
final class NetlinkAbi {
  static final int AF_NETLINK = 16;
  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int NETLINK_ROUTE = 0;
  static final int NETLINK_SOCK_DIAG = 4;

  /** {@code struct nlmsghdr}: u32 len, u16 type, u16 flags, u32 seq, u32 pid. */
  static final int HEADER_SIZE = 16;

  /** {@code struct nlattr}: u16 len, u16 type. */
  static final int ATTRIBUTE_HEADER_SIZE = 4;

  static final int ALIGNMENT = 4;

  static final int NLA_F_NESTED = 0x8000;

  /** An attribute's type without NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
  static final int NLA_TYPE_MASK = 0x3fff;

  static final int NLMSG_NOOP = 1;
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  static final int NLMSG_OVERRUN = 4;

  static final int NLM_F_REQUEST = 1;
  static final int NLM_F_ACK = 4;
  static final int NLM_F_DUMP_INTR = 0x10;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_REPLACE = 0x100;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_CREATE = 0x400;

  /** In an acknowledgement: the request is not echoed beyond its header. */
  static final int NLM_F_CAPPED = 0x100;

  /** In an acknowledgement: attributes follow. */
  static final int NLM_F_ACK_TLVS = 0x200;

  static final int NLMSGERR_ATTR_MSG = 1;
  static final int NLMSGERR_ATTR_OFFS = 2;

  static final int SOL_NETLINK = 270;
  static final int NETLINK_CAP_ACK = 10;
  static final int NETLINK_EXT_ACK = 11;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVTIMEO = 20;
  static final int MSG_TRUNC = 0x20;

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private NetlinkAbi() {}

  static int align(int length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
