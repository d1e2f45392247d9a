package org.hookbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hookbench.kernel.netlink.Link;
import org.hookbench.kernel.netlink.Rtnl;

/**
 * What a run could leave behind on the machine: pins in bpffs, cgroups of ours, named network
 * namespaces, devices of the host's namespace, loaded programs.
 */
public final class Leftovers {
  private static final Path PINS = Path.of("/sys/fs/bpf");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final int PATIENCE_SECONDS = 20;

  private final Set<String> before = now();

  private Leftovers() {}

  /** Notes what is there before something runs. */
  public static Leftovers since() {
    return new Leftovers();
  }

  /**
   * Waits until nothing is there that was not there before: the kernel frees a program, and the
   * shell of a killed process removes its cgroups, some time after the last use.
   *
   * @throws AssertionError naming what is left after 20 s
   */
  public void awaitNone() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (Set<String> left = more(); !left.isEmpty(); left = more()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("left behind: " + left);
      }
      Thread.sleep(20);
    }
  }

  /**
   * Makes sure that nothing is there now that was not there before.
   *
   * @throws AssertionError naming what is
   */
  public void requireNone() {
    Set<String> left = more();
    if (!left.isEmpty()) {
      throw new AssertionError("left behind: " + left);
    }
  }

  private Set<String> more() {
    Set<String> more = now();
    more.removeAll(before);
    return more;
  }

  private static Set<String> now() {
    Set<String> all = new TreeSet<>();
    addFiles(all, PINS, path -> true);
    addFiles(all, CGROUPS, path -> path.getFileName().toString().startsWith("hookbench-"));
    addFiles(all, NAMESPACES, path -> true);
    try (Rtnl rtnl = Rtnl.open()) {
      rtnl.links().stream().map(Link::name).map("device "::concat).forEach(all::add);
    }
    LoadedPrograms.ids().stream().map(id -> "program " + id).forEach(all::add);
    return all;
  }

  private static void addFiles(Set<String> all, Path below, Predicate<Path> which) {
    if (!Files.exists(below)) {
      return;
    }
    while (true) {
      try (Stream<Path> found = Files.walk(below)) {
        found.filter(which).map(Path::toString).forEach(all::add);
        return;
      } catch (UncheckedIOException e) {
        // one has gone while it was looked at
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
