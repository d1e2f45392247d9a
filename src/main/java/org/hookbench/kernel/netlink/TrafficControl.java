package org.hookbench.kernel.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;

/**
 * The qdisc clsact and the filters of a device, in the network namespace of the thread that called
 * {@link #open()}. By netlink itself, for libbpf does not pass on the kernel's own words.
 *
 * <p>Every method throws {@link KernelException} where the kernel refuses, with those words in the
 * hint where it has any. Changes need CAP_NET_ADMIN. Source: tc(8), tc-bpf(8), {@code
 * net/sched/cls_api.c}.
 */
public final class TrafficControl implements AutoCloseable {
  private static final String ATTACH = "attach the tc filter";

  private final NetlinkSocket socket;

  private TrafficControl(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** For the namespace that the calling thread is in. */
  public static TrafficControl open() {
    return new TrafficControl(NetlinkSocket.open(NetlinkAbi.NETLINK_ROUTE));
  }

  /** The device's clsact or ingress qdisc; empty where it has neither, or is not there. */
  public Optional<IngressQdisc> qdisc(int ifindex) {
    return socket
        .exchange(TcRequests.listQdiscs(ifindex), "list the qdiscs of interface " + ifindex)
        .stream()
        .flatMap(message -> IngressQdisc.decode(message, ifindex).stream())
        .findFirst();
  }

  /**
   * Makes the clsact qdisc where the device has neither it nor ingress.
   *
   * @return false if it had one of them
   */
  public boolean createClsact(int ifindex) {
    try {
      socket.exchange(TcRequests.createClsact(ifindex), "make the clsact qdisc");
      return true;
    } catch (KernelException e) {
      if (e.errno() == Errno.EEXIST) {
        return false;
      }
      throw e;
    }
  }

  /** Removes the clsact qdisc with all its filters, if it is there; never one of another kind. */
  public void deleteClsact(int ifindex) {
    try {
      socket.exchange(TcRequests.deleteClsact(ifindex), "remove the clsact qdisc");
    } catch (KernelException e) {
      // none, another kind, or no such device any more
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.EINVAL && e.errno() != Errno.ENODEV) {
        throw e;
      }
    }
  }

  /**
   * Adds a filter of the kind bpf in direct-action mode, for all protocols; never replaces one.
   * Where the device has neither clsact nor ingress, clsact is made in the same system call: a
   * process that is killed leaves both or neither.
   *
   * @param programFd the program's descriptor
   * @param name what {@code tc filter show} is to call it
   * @return whether it made clsact; where the filter is refused, clsact is removed again
   * @throws KernelException EEXIST if one of that handle and priority is there, EOPNOTSUPP at a
   *     shared block
   */
  public boolean addBpf(
      int ifindex, Filter.At at, int handle, int priority, int programFd, String name) {
    List<NetlinkAck> verdicts =
        socket.changeAll(
            List.of(
                TcRequests.createClsact(ifindex),
                TcRequests.addBpf(ifindex, at, handle, priority, programFd, name)),
            ATTACH);
    NetlinkAck clsact = verdicts.get(0);
    NetlinkAck filter = verdicts.get(1);
    if (clsact.errno() != 0 && clsact.errno() != Errno.EEXIST) {
      NetlinkSocket.refuse(clsact, "make the clsact qdisc");
    }
    boolean made = clsact.errno() == 0;
    if (made && filter.errno() != 0) {
      deleteClsact(ifindex);
    }
    NetlinkSocket.refuse(filter, ATTACH);
    return made;
  }

  /**
   * Puts another program in the place of that of a filter of the kind bpf, with no moment in which
   * neither is there; ENOENT where there is no such filter.
   *
   * @param name of the program, as tc shows it
   */
  public void changeBpf(
      int ifindex, Filter.At at, int handle, int priority, int programFd, String name) {
    socket.exchange(
        TcRequests.changeBpf(ifindex, at, handle, priority, programFd, name),
        "exchange the program of the tc filter");
  }

  /** Removes a filter of the kind bpf; ENOENT where there is none. */
  public void deleteBpf(int ifindex, Filter.At at, int handle, int priority) {
    socket.exchange(TcRequests.deleteBpf(ifindex, at, handle, priority), "detach the tc filter");
  }

  /** The filters of a device, whoever added them: ingress first, then egress, then root's. */
  public List<Filter> filters(int ifindex) {
    List<Filter> all = new ArrayList<>();
    Optional<IngressQdisc> qdisc = qdisc(ifindex);
    for (Filter.At at : Filter.At.values()) {
      if (at == Filter.At.ROOT || qdisc.filter(q -> q.has(at)).isPresent()) {
        all.addAll(filters(ifindex, at));
      }
    }
    return all;
  }

  /** Those of one side, in the order that a packet meets them. */
  public List<Filter> filters(int ifindex, Filter.At at) {
    String operation = "list the filters of interface " + ifindex;
    return socket.exchange(TcRequests.listFilters(ifindex, at.parent()), operation).stream()
        .flatMap(message -> Filter.decode(message, at).stream())
        .toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
