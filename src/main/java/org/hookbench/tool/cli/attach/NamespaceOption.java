package org.hookbench.tool.cli.attach;

import java.util.List;
import java.util.stream.Collectors;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network namespace's devices a command is about. */
final class NamespaceOption {
  @Option(
      names = "--netns",
      paramLabel = "NAME",
      description = "Of the namespace that 'ip netns' lists by this name; else of the current one.")
  private @Nullable String name;

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
   * The device of that name, or of that alternative name, as ip and tc take both.
   *
   * @throws UserException if there is none
   */
  Link device(NetNs namespace, String device) {
    List<Link> links = devices(namespace);
    return links.stream()
        .filter(l -> l.isCalled(device))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.usage(
                    "there is no device '"
                        + plain(device)
                        + "' in "
                        + words()
                        + "; it has "
                        + links.stream()
                            .map(l -> plain(l.name()))
                            .collect(Collectors.joining(", "))));
  }

  /** The kernel takes almost any character in a name; a terminal obeys some. */
  static String plain(String device) {
    return device.replaceAll("\\p{Cntrl}", "?");
  }

  /** All devices. */
  List<Link> devices(NetNs namespace) {
    try (Rtnl rtnl = Rtnl.open(namespace)) {
      return rtnl.links();
    }
  }
}
