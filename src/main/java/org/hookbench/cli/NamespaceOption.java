package org.hookbench.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.hookbench.kernel.Errno;
import org.hookbench.kernel.KernelException;
import org.hookbench.netlink.Link;
import org.hookbench.netlink.Rtnl;
import org.hookbench.netns.NetNs;
import picocli.CommandLine.Option;

/** Which network namespace's devices a command is about. */
final class NamespaceOption {
  @Option(
      names = "--netns",
      paramLabel = "NAME",
      description = "Of the namespace that 'ip netns' lists by this name; else of the current one.")
  private String name;

  /** Opens it. */
  NetNs open() {
    if (name == null) {
      return NetNs.current();
    }
    try {
      if (name.isEmpty() || name.contains("/")) {
        throw new KernelException("open namespace", Errno.ENOENT, "");
      }
      return NetNs.named(name);
    } catch (KernelException e) {
      if (e.errno() == Errno.ENOENT) {
        throw UserException.usage(
            "there is no network namespace '" + name + "'; 'ip netns list' shows those there are");
      }
      throw e;
    }
  }

  /** What messages call it. */
  String words() {
    return name == null ? "the current namespace" : "netns " + name;
  }

  /**
   * The device of that name.
   *
   * @throws UserException if there is none
   */
  Link device(NetNs namespace, String device) {
    List<Link> links = devices(namespace);
    return links.stream()
        .filter(l -> l.name().equals(device))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.usage(
                    "there is no device '"
                        + device
                        + "' in "
                        + words()
                        + "; it has "
                        + links.stream().map(Link::name).collect(Collectors.joining(", "))));
  }

  /** All devices. */
  List<Link> devices(NetNs namespace) {
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      return rtnl.links();
    }
  }
}
