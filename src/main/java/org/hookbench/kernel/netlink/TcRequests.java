package org.hookbench.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of each request about qdiscs and filters, as tc of iproute2 6.1 sends them. */
final class TcRequests {
  private static final int CREATE =
      NetlinkAbi.NLM_F_ACK | NetlinkAbi.NLM_F_CREATE | NetlinkAbi.NLM_F_EXCL;
  private static final String CLSACT = "clsact";
  private static final String BPF = "bpf";

  private TcRequests() {}

  static NetlinkRequest listQdiscs(int ifindex) {
    return request(RtnlAbi.RTM_GETQDISC, NetlinkAbi.NLM_F_DUMP, ifindex, 0, 0, 0);
  }

  static NetlinkRequest createClsact(int ifindex) {
    return clsact(RtnlAbi.RTM_NEWQDISC, CREATE, ifindex);
  }

  /** With its kind: the kernel then refuses to remove another that came in its place. */
  static NetlinkRequest deleteClsact(int ifindex) {
    return clsact(RtnlAbi.RTM_DELQDISC, NetlinkAbi.NLM_F_ACK, ifindex);
  }

  static NetlinkRequest listFilters(int ifindex, int parent) {
    return request(RtnlAbi.RTM_GETTFILTER, NetlinkAbi.NLM_F_DUMP, ifindex, 0, parent, 0);
  }

  static NetlinkRequest addBpf(
      int ifindex, Filter.At at, int handle, int priority, int programFd, String name) {
    return bpf(CREATE, ifindex, at, handle, priority, programFd, name);
  }

  /** Of a filter that is there, as {@code tc filter change} does. */
  static NetlinkRequest changeBpf(
      int ifindex, Filter.At at, int handle, int priority, int programFd, String name) {
    return bpf(NetlinkAbi.NLM_F_ACK, ifindex, at, handle, priority, programFd, name);
  }

  private static NetlinkRequest bpf(
      int flags, int ifindex, Filter.At at, int handle, int priority, int programFd, String name) {
    return bpf(RtnlAbi.RTM_NEWTFILTER, flags, ifindex, at, handle, priority)
        .nested(
            RtnlAbi.TCA_OPTIONS,
            options ->
                options
                    .attributeU32(RtnlAbi.TCA_BPF_FD, programFd)
                    .attributeString(RtnlAbi.TCA_BPF_NAME, name)
                    .attributeU32(RtnlAbi.TCA_BPF_FLAGS, RtnlAbi.TCA_BPF_FLAG_ACT_DIRECT));
  }

  static NetlinkRequest deleteBpf(int ifindex, Filter.At at, int handle, int priority) {
    return bpf(RtnlAbi.RTM_DELTFILTER, NetlinkAbi.NLM_F_ACK, ifindex, at, handle, priority);
  }

  private static NetlinkRequest clsact(int type, int flags, int ifindex) {
    return request(type, flags, ifindex, RtnlAbi.TC_H_CLSACT_HANDLE, RtnlAbi.TC_H_CLSACT, 0)
        .attributeString(RtnlAbi.TCA_KIND, CLSACT);
  }

  private static NetlinkRequest bpf(
      int type, int flags, int ifindex, Filter.At at, int handle, int priority) {
    int info = priority << 16 | networkOrder(RtnlAbi.ETH_P_ALL);
    return request(type, flags, ifindex, handle, at.parent(), info)
        .attributeString(RtnlAbi.TCA_KIND, BPF);
  }

  private static int networkOrder(int value) {
    ByteBuffer two = ByteBuffer.allocate(2).putShort(0, (short) value);
    return Short.toUnsignedInt(two.order(ByteOrder.nativeOrder()).getShort(0));
  }

  private static NetlinkRequest request(
      int type, int flags, int ifindex, int handle, int parent, int info) {
    return new NetlinkRequest(type, flags).zeros(4).u32(ifindex).u32(handle).u32(parent).u32(info);
  }
}
