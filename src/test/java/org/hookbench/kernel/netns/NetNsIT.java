package org.hookbench.kernel.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.testing.KernelTest;
import org.junit.jupiter.api.Test;

@KernelTest
class NetNsIT {
  private static final int PATIENCE_SECONDS = 20;

  /** As a container's is, which no file of {@code ip netns} names. */
  @Test
  void namespaceOfAProcessIsFoundOnceAndAsLongAsThereIsOne() throws Exception {
    try (NetNs own = NetNs.anonymous("own")) {
      assertFalse(found().contains(own.inode()), "no process is in it");
      Process first = sleepIn(own);
      Process second = sleepIn(own);
      try {
        await(own, true);
        List<Long> all = found();
        assertEquals(new HashSet<>(all).size(), all.size(), "each is there once");
      } finally {
        first.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        second.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      await(own, false);
    }
  }

  private static Process sleepIn(NetNs namespace) throws Exception {
    String file = "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.fd();
    return new ProcessBuilder("nsenter", "--net=" + file, "sleep", "60").inheritIO().start();
  }

  private static void await(NetNs namespace, boolean there) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (found().contains(namespace.inode()) != there && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertEquals(there, found().contains(namespace.inode()));
  }

  /** The numbers of the namespaces whose processes did not end meanwhile. */
  private static List<Long> found() {
    List<Long> inodes = new ArrayList<>();
    for (Path file : NetNs.filesOfProcesses()) {
      try (NetNs namespace = NetNs.at(file)) {
        inodes.add(namespace.inode());
      } catch (KernelException e) {
        continue;
      }
    }
    return inodes;
  }
}
