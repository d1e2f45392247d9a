package org.hookbench.framework.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hookbench.kernel.netlink.DeviceSettings;
import org.hookbench.kernel.netlink.Ethtool;
import org.hookbench.kernel.netns.NetNs;
import org.hookbench.kernel.sys.KernelFile;

/**
 * How a device that is not HookBench's is set: its driver's settings, which CPUs its interrupts go
 * to, and which the kernel spreads received packets over (RPS). What can't be read is not there.
 */
public final class DeviceFacts {
  private static final Path DEVICES = Path.of("/sys/class/net");
  private static final Path INTERRUPTS = Path.of("/proc/irq");

  /** A server's NIC has hundreds; the first ones tell how they are spread. */
  private static final int MOST_INTERRUPTS = 64;

  private DeviceFacts() {}

  /** By name, those of {@link DeviceSettings} and {@code irqs}, {@code rps}. */
  static Map<String, String> of(NetNs namespace, String device, int ifindex) {
    try (Ethtool ethtool = Ethtool.open(namespace)) {
      return of(ethtool, device, ifindex);
    }
  }

  /**
   * The same of the device that has an address, in the calling thread's network namespace.
   *
   * @return empty where no device has it
   */
  public static Map<String, String> of(InetAddress address) {
    try (Ethtool ethtool = Ethtool.open()) {
      NetworkInterface device = NetworkInterface.getByInetAddress(address);
      return device == null ? Map.of() : of(ethtool, device.getName(), device.getIndex());
    } catch (SocketException e) {
      return Map.of();
    }
  }

  private static Map<String, String> of(Ethtool ethtool, String device, int ifindex) {
    Map<String, String> facts = new TreeMap<>(DeviceSettings.of(ethtool, device));
    facts.put("name", device);
    facts.putAll(of(DEVICES.resolve(device), ifindex, INTERRUPTS));
    return facts;
  }

  /**
   * What files say.
   *
   * @param device its folder in sysfs, which may be another device's: sysfs is of one namespace
   * @param interrupts the folder of the kernel's interrupts
   */
  static Map<String, String> of(Path device, int ifindex, Path interrupts) {
    Map<String, String> facts = new TreeMap<>();
    if (!read(device.resolve("ifindex")).equals(Integer.toString(ifindex))) {
      return facts;
    }
    List<String> irqs = new ArrayList<>();
    for (String irq : names(device.resolve("device/msi_irqs"))) {
      String cpus = read(interrupts.resolve(irq).resolve("effective_affinity_list"));
      if (!cpus.isEmpty() && irqs.size() < MOST_INTERRUPTS) {
        irqs.add(irq + ":" + cpus);
      }
    }
    if (!irqs.isEmpty()) {
      facts.put("irqs", String.join(" ", irqs));
    }
    List<String> rps = new ArrayList<>();
    for (String queue : names(device.resolve("queues"))) {
      String cpus = read(device.resolve("queues").resolve(queue).resolve("rps_cpus"));
      if (cpus.matches(".*[1-9a-f].*")) {
        rps.add(queue + ":" + cpus);
      }
    }
    if (!rps.isEmpty()) {
      facts.put("rps", String.join(" ", rps));
    }
    return facts;
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      return KernelFile.readAll(file);
    } catch (IOException e) {
      return "";
    }
  }
}
