package org.hookbench.framework.attachment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hookbench.framework.hook.Target;
import org.hookbench.framework.hook.XdpSlot;
import org.hookbench.kernel.bpf.AttachType;
import org.hookbench.kernel.bpf.KernelProgram;
import org.hookbench.kernel.bpf.LoadedBpf;
import org.hookbench.kernel.bpf.ProgramQuery;
import org.hookbench.kernel.netlink.Filter;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.TrafficControl;
import org.hookbench.kernel.netns.NetNs;

/**
 * What is attached to the devices of a namespace, whoever attached it: XDP programs, the filters of
 * tc, and tcx programs, in the order that a received packet meets them.
 */
public final class Inventory {
  private final NetNs namespace;

  public Inventory(NetNs namespace) {
    this.namespace = namespace;
  }

  /**
   * What is attached to one device.
   *
   * @throws org.hookbench.kernel.sys.KernelException ENODEV if the device has gone
   */
  public List<Found> of(Link device) {
    return namespace.call(
        () -> {
          List<Found> all = new ArrayList<>();
          int ifindex = device.ifindex();
          try (Rtnl rtnl = Rtnl.open();
              TrafficControl tc = TrafficControl.open()) {
            // again: it may be another than when it was listed
            Link now = rtnl.get(ifindex);
            xdp(now, "xdpoffload", XdpSlot.Mode.HARDWARE, all);
            xdp(now, "xdpdrv", XdpSlot.Mode.DRIVER, all);
            xdp(now, "xdpgeneric", XdpSlot.Mode.GENERIC, all);
            tcx(now, "tcx", AttachType.TCX_INGRESS, all);
            List<Filter> filters = tc.filters(ifindex);
            filters(now, "tc", filters, Filter.At.INGRESS, all);
            tcx(now, "tcx-egress", AttachType.TCX_EGRESS, all);
            filters(now, "tc-egress", filters, Filter.At.EGRESS, all);
            filters(now, "qdisc", filters, Filter.At.ROOT, all);
          }
          return all;
        });
  }

  /** What is attached to the device of a place; nothing where it is no device's. */
  static List<Found> at(Place place) {
    Target target = place.target();
    if (target.ifindex() == 0) {
      return List.of();
    }
    try (Rtnl rtnl = Rtnl.open(target.namespace())) {
      return new Inventory(target.namespace()).of(rtnl.get(target.ifindex()));
    }
  }

  /** HookBench's note on a program, if it is for this device and no other. */
  private Optional<OwnerMark> mark(Link device, Optional<KernelProgram> program) {
    String here = Place.deviceKey(namespace.inode(), device.ifindex());
    return program.flatMap(OwnerMark::of).filter(m -> m.place().startsWith(here));
  }

  private void xdp(Link device, String hook, XdpSlot.Mode mode, List<Found> all) {
    OptionalInt id = new XdpSlot(device.ifindex(), mode).programId();
    if (id.isEmpty()) {
      return;
    }
    OptionalInt link =
        LoadedBpf.links().stream()
            .filter(l -> l.device().equals(OptionalInt.of(device.ifindex())))
            .filter(l -> l.programId() == id.getAsInt())
            .mapToInt(LoadedBpf.Link::id)
            .findFirst();
    Found.By by = link.isPresent() ? Found.By.LINK : Found.By.NETLINK;
    all.add(found(device, hook, by, link, Optional.empty(), id));
  }

  private void tcx(Link device, String hook, AttachType type, List<Found> all) {
    for (ProgramQuery.Entry entry : ProgramQuery.of(device.ifindex(), type)) {
      Found.By by = entry.linkId().isPresent() ? Found.By.LINK : Found.By.PROG_ATTACH;
      all.add(
          found(
              device,
              hook,
              by,
              entry.linkId(),
              Optional.empty(),
              OptionalInt.of(entry.programId())));
    }
  }

  private void filters(
      Link device, String hook, List<Filter> filters, Filter.At at, List<Found> all) {
    for (Filter f : filters) {
      if (f.at() == at) {
        var key = filterKey(f);
        all.add(
            found(
                device,
                hook,
                Found.By.NETLINK,
                OptionalInt.empty(),
                Optional.of(key),
                f.programId()));
      }
    }
  }

  private static Found.FilterKey filterKey(Filter f) {
    return new Found.FilterKey(
        f.kind(), f.handle(), f.priority(), f.protocol(), f.chain(), f.block());
  }

  private Found found(
      Link device,
      String hook,
      Found.By by,
      OptionalInt linkId,
      Optional<Found.FilterKey> filter,
      OptionalInt programId) {
    Optional<KernelProgram> program =
        programId.isPresent() ? KernelProgram.byId(programId.getAsInt()) : Optional.empty();
    return new Found(
        device.name(), device.ifindex(), hook, by, linkId, filter, program, mark(device, program));
  }
}
