package org.hookbench.tool.cli.attach;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hookbench.ErrorMessage;
import org.hookbench.framework.attachment.RunAttachments;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.plan.Preflight;
import picocli.CommandLine.Command;

/** Takes off what killed runs have left. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description = {
      "Takes off what runs that were killed have left on devices that are not HookBench's",
      "(-p link=netns:, -p link=dev:), in the namespaces of all processes that it sees, and in",
      "those that 'ip netns' lists, and nothing else. The next run on such a device does the same",
      "there."
    })
public final class CleanCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Preflight.requirePrivilegesAndLibraries();
    List<String> lines = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    try (NetNs here = NetNs.current()) {
      sweep(here, seen, lines);
    }
    for (String name : NetNs.names()) {
      try (NetNs namespace = NetNs.named(name)) {
        sweep(namespace, seen, lines);
      } catch (KernelException e) {
        // a file of that folder may be no namespace any more
        System.err.println("hookbench: netns " + name + " is left out: " + ErrorMessage.of(e));
      }
    }
    for (Path file : NetNs.filesOfProcesses()) {
      try (NetNs namespace = NetNs.at(file)) {
        sweep(namespace, seen, lines);
      } catch (KernelException e) {
        if (Files.exists(file)) {
          System.err.println("hookbench: " + file + " is left out: " + ErrorMessage.of(e));
        }
      }
    }
    (lines.isEmpty() ? List.of("nothing was left by killed runs") : lines)
        .forEach(System.out::println);
    return ExitCode.OK;
  }

  private static void sweep(NetNs namespace, Set<Long> seen, List<String> lines) {
    if (seen.add(namespace.inode())) {
      lines.addAll(RunAttachments.sweep(namespace));
    }
  }
}
