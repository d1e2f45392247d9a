package org.hookbench.tool.cli.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hookbench.framework.attachment.Found;
import org.hookbench.framework.attachment.Inventory;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.plan.Preflight;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is attached to devices, whoever attached it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what is attached to a device (to all, where none is named), whoever attached it:",
      "XDP, tcx, and the filters of tc."
    })
public final class ShowCommand implements Callable<Integer> {
  @Option(names = "--dev", paramLabel = "DEV", description = "Only of this device.")
  private @Nullable String device;

  @Mixin private NamespaceOption namespaceOption;

  @Option(names = "--json", description = "As JSON (docs/show.md).")
  private boolean json;

  @Override
  public Integer call() {
    Preflight.requirePrivilegesAndLibraries();
    try (NetNs namespace = namespaceOption.open()) {
      List<Found> found =
          device == null
              ? ofAll(namespace)
              : new Inventory(namespace).of(namespaceOption.device(namespace, device));
      Shown shown = new Shown(namespace.inode(), found, BootClock.now());
      if (json) {
        System.out.println(ShowJson.of(shown));
      } else if (found.isEmpty()) {
        System.out.println(
            "nothing is attached to "
                + (device == null ? "any device" : NamespaceOption.plain(device))
                + " of "
                + namespaceOption.words());
      } else {
        ShowTable.lines(shown).forEach(System.out::println);
      }
      return ExitCode.OK;
    }
  }

  private List<Found> ofAll(NetNs namespace) {
    Inventory inventory = new Inventory(namespace);
    List<Found> all = new ArrayList<>();
    for (Link link : namespaceOption.devices(namespace)) {
      try {
        all.addAll(inventory.of(link));
      } catch (KernelException e) {
        if (e.errno() != Errno.ENODEV) {
          throw e;
        }
        // it went since it was listed, and what was attached to it too
      }
    }
    return all;
  }
}
