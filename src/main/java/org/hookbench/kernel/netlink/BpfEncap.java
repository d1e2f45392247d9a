package org.hookbench.kernel.netlink;

import java.util.EnumMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A program of a route's lightweight tunnel: {@code ip route ... encap bpf in|out|xmit}. The kernel
 * tells the name that was given with it, and nothing else of the program.
 *
 * <p>Kernel 4.10 with CONFIG_LWTUNNEL_BPF. Source: ip-route(8), {@code linux/lwtunnel.h}.
 *
 * @param point where on the route it runs
 * @param programFd the program's descriptor
 * @param name what the kernel is to call it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record BpfEncap(Point point, int programFd, String name) {
  /** Where a packet meets a route. */
  public enum Point {
    /** When it is received, once its route is known. */
    IN(RtnlAbi.LWT_BPF_IN),
    /** When it is sent, once its route is known. */
    OUT(RtnlAbi.LWT_BPF_OUT),
    /** When it is sent, last before its link-layer header. */
    XMIT(RtnlAbi.LWT_BPF_XMIT);

    private final int attribute;

    Point(int attribute) {
      this.attribute = attribute;
    }

    int attribute() {
      return attribute;
    }
  }

  /** The names of a route's programs. */
  static Map<Point, String> names(NetlinkMessage route) {
    Attributes attributes = route.attributesAfter(RtnlAbi.RTMSG_SIZE);
    Map<Point, String> names = new EnumMap<>(Point.class);
    if (attributes.has(RtnlAbi.RTA_ENCAP_TYPE)
        && attributes.u16(RtnlAbi.RTA_ENCAP_TYPE) == RtnlAbi.LWTUNNEL_ENCAP_BPF) {
      Attributes encap = attributes.nested(RtnlAbi.RTA_ENCAP);
      for (Point point : Point.values()) {
        if (encap.has(point.attribute)) {
          String name = encap.nested(point.attribute).string(RtnlAbi.LWT_BPF_PROG_NAME).orElse("");
          names.put(point, name);
        }
      }
    }
    return names;
  }
}
