package org.hookbench.framework.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as sysfs and proc have them of a NIC with two queues. */
class DeviceFactsTest {
  @TempDir Path folder;

  private void file(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void nic() throws IOException {
    file("eth1/ifindex", "7\n");
    file("eth1/device/msi_irqs/41", "msix\n");
    file("eth1/device/msi_irqs/42", "msix\n");
    file("eth1/queues/rx-0/rps_cpus", "0\n");
    file("eth1/queues/rx-1/rps_cpus", "2\n");
    file("eth1/queues/tx-0/xps_cpus", "1\n");
    file("irq/41/effective_affinity_list", "0\n");
    file("irq/42/effective_affinity_list", "1\n");
  }

  @Test
  void interruptsAndSpreadOfReceivedPackets() throws IOException {
    nic();
    assertEquals(
        Map.of("irqs", "41:0 42:1", "rps", "rx-1:2"),
        DeviceFacts.of(folder.resolve("eth1"), 7, folder.resolve("irq")));
  }

  /** Another namespace's device may have the same name. */
  @Test
  void aDeviceOfAnotherIndexIsAnother() throws IOException {
    nic();
    assertEquals(Map.of(), DeviceFacts.of(folder.resolve("eth1"), 8, folder.resolve("irq")));
    assertEquals(Map.of(), DeviceFacts.of(folder.resolve("eth9"), 7, folder.resolve("irq")));
  }
}
