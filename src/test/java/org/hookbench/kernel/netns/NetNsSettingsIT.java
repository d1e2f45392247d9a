package org.hookbench.kernel.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.hookbench.kernel.netlink.VethOptions;
import org.hookbench.kernel.sys.Errno;
import org.hookbench.kernel.sys.KernelException;
import org.hookbench.kernel.sys.KernelFile;
import org.hookbench.testing.KernelTest;
import org.hookbench.testing.VethPair;
import org.junit.jupiter.api.Test;

@KernelTest
class NetNsSettingsIT {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  @Test
  void rpsIsSetForEveryQueueAndTheHostSeesNothing() throws IOException {
    String mountsBefore = Files.readString(MOUNTS);
    try (VethPair pair = new VethPair(VethOptions.DEFAULT.withQueues(2))) {
      BitSet first = new BitSet();
      first.set(0);
      assertEquals(
          List.of(new BitSet(), new BitSet()), RpsCpus.get(pair.left(), VethPair.LEFT_NAME));

      RpsCpus.set(pair.left(), VethPair.LEFT_NAME, first);

      assertEquals(List.of(first, first), RpsCpus.get(pair.left(), VethPair.LEFT_NAME));
      assertEquals(
          List.of(new BitSet(), new BitSet()), RpsCpus.get(pair.right(), VethPair.RIGHT_NAME));
      assertFalse(Files.exists(Path.of("/sys/class/net", VethPair.LEFT_NAME)));

      RpsCpus.set(pair.left(), VethPair.LEFT_NAME, new BitSet());
      assertEquals(
          List.of(new BitSet(), new BitSet()), RpsCpus.get(pair.left(), VethPair.LEFT_NAME));
    }
    assertEquals(mountsBefore, Files.readString(MOUNTS));
  }

  @Test
  void rpsOfAnInterfaceOfAnotherNamespaceIsRefused() {
    try (VethPair pair = new VethPair(VethOptions.DEFAULT)) {
      KernelException e =
          assertThrows(
              KernelException.class,
              () -> RpsCpus.set(pair.left(), VethPair.RIGHT_NAME, new BitSet()));
      assertEquals(Errno.ENODEV, e.errno());
      assertTrue(e.getMessage().startsWith("set RPS CPUs 00000000 of hbr0: "), e.getMessage());
    }
  }

  @Test
  void aSysctlIsTheNamespacesOwn() {
    String name = "net.ipv4.ip_default_ttl";
    Path file = Path.of("/proc/sys/net/ipv4/ip_default_ttl");
    String host = KernelFile.read(file);
    try (NetNs left = NetNs.anonymous("left");
        NetNs right = NetNs.anonymous("right")) {
      String before = Sysctl.get(right, name);
      Sysctl.set(left, name, "77");
      assertEquals("77", Sysctl.get(left, name));
      assertEquals(before, Sysctl.get(right, name));
      assertEquals(host, KernelFile.read(file));
    }
  }

  @Test
  void aSysctlThatIsNotThereOrRefusesIsNamed() {
    try (NetNs ns = NetNs.anonymous("ns")) {
      KernelException absent =
          assertThrows(KernelException.class, () -> Sysctl.set(ns, "net.ipv4.nosuch", "1"));
      assertEquals(Errno.ENOENT, absent.errno());
      assertTrue(absent.getMessage().contains("/proc/sys/net/ipv4/nosuch"), absent.getMessage());
      KernelException refused =
          assertThrows(KernelException.class, () -> Sysctl.set(ns, "net.ipv4.ip_default_ttl", "x"));
      assertTrue(refused.getMessage().contains("Invalid argument"), refused.getMessage());
      assertThrows(IllegalArgumentException.class, () -> Sysctl.get(ns, "kernel.pid_max"));
      assertThrows(IllegalArgumentException.class, () -> Sysctl.get(ns, "net.../x"));
    }
  }
}
