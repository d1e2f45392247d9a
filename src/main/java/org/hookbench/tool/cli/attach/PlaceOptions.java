package org.hookbench.tool.cli.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.hookbench.framework.attachment.Place;
import org.hookbench.framework.attachment.TakenException;
import org.hookbench.framework.hook.Hook;
import org.hookbench.framework.hook.Hooks;
import org.hookbench.framework.hook.Scope;
import org.hookbench.framework.hook.Target;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.Cgroup;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.Fd;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.tool.cli.error.ExitCode;
import org.hookbench.tool.cli.error.Suggest;
import org.hookbench.tool.cli.error.UserException;
import org.hookbench.tool.cli.plan.Preflight;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a program is attached for good, as the user says it. */
final class PlaceOptions {
  private static final int O_DIRECTORY = 0x10000;

  @Option(
      names = "--hook",
      paramLabel = "HOOK",
      required = true,
      description = "The hook; 'hooks' lists them.")
  @SuppressWarnings("NullAway.Init") // required
  private String hookName;

  @Option(names = "--dev", paramLabel = "DEV", description = "The device, for a device's hook.")
  private @Nullable String device;

  @Mixin private NamespaceOption namespaceOption;

  @Option(
      names = "--cgroup",
      paramLabel = "PATH",
      description = "The cgroup's folder, for a cgroup's hook.")
  private @Nullable Path cgroup;

  /**
   * Does something at the place.
   *
   * @return its word on it
   * @throws UserException for whatever the user can fix
   */
  String call(Function<Place, String> task) {
    Preflight.requirePrivilegesAndLibraries();
    Hook hook =
        Hooks.named(hookName)
            .orElseThrow(
                () ->
                    Suggest.unknown(
                        "hook", hookName, Hooks.all().stream().map(Hook::name).toList()));
    requireFitting(hook.scope());
    try (NetNs namespace = namespaceOption.open()) {
      return hook.scope() == Scope.CGROUP
          ? inCgroup(hook, namespace, task)
          : task.apply(Place.of(hook, target(hook, namespace), namespaceOption.words()));
    } catch (TakenException e) {
      throw new UserException(ExitCode.UNAVAILABLE, e);
    } catch (KernelException e) {
      int code = e.errno() == Errno.EPERM ? ExitCode.NO_PERMISSION : ExitCode.UNAVAILABLE;
      throw new UserException(code, e);
    }
  }

  private void requireFitting(Scope scope) {
    switch (scope) {
      case DEVICE -> require(device != null, "is a device's: name it by --dev");
      case CGROUP -> require(cgroup != null, "is a cgroup's: name its folder by --cgroup");
      case SOCKET -> require(false, "is a socket's, and ends with the socket: it can't stay");
      case MACHINE ->
          require(
              false,
              "is the whole machine's: its program would run for everybody's packets, so it is"
                  + " attached only while it is measured, and can't stay");
      case ROUTE ->
          require(
              false,
              "is that of a route, which names its device (--dev) and is put back when the process"
                  + " ends: it is measured only, and can't stay");
      case NAMESPACE -> require(device == null, "is a whole namespace's: leave --dev out");
    }
    require(scope == Scope.CGROUP || cgroup == null, "is no cgroup's: leave --cgroup out");
    require(scope != Scope.CGROUP || device == null, "is a cgroup's: leave --dev out");
  }

  private void require(boolean condition, String words) {
    if (!condition) {
      throw UserException.usage("hook " + hookName + " " + words);
    }
  }

  private Target target(Hook hook, NetNs namespace) {
    if (hook.scope() == Scope.NAMESPACE) {
      return new Target(namespace, namespaceOption.words(), 0);
    }
    // requireFitting has seen that it is there
    Link link = namespaceOption.device(namespace, Objects.requireNonNull(device));
    return new Target(namespace, NamespaceOption.plain(link.name()), link.ifindex());
  }

  private String inCgroup(Hook hook, NetNs namespace, Function<Place, String> task) {
    Path path = Objects.requireNonNull(cgroup);
    try (Fd folder = Fd.open(path.toString(), O_DIRECTORY)) {
      if (!Cgroup.isOne(folder.number())) {
        throw UserException.usage(
            "--cgroup " + path + " is no folder of a cgroup2 file system; " + mounts());
      }
      long inode = (Long) Files.getAttribute(path, "unix:ino");
      Target target = new Target(namespace, "cgroup " + path, 0).withCgroup(folder.number());
      return task.apply(Place.ofCgroup(hook, target, inode, path.toString()));
    } catch (IOException e) {
      throw UserException.usage("can't read --cgroup " + path + ": " + e.getMessage());
    }
  }

  /** Where the user finds one. */
  private static String mounts() {
    return Cgroup.mount()
        .map(m -> "one is mounted at " + m)
        .orElse("none is mounted: mount -t cgroup2 none /sys/fs/cgroup");
  }
}
