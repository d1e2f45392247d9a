package org.hookbench.framework.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the peer's host says of the peer's process, of the device that holds its data address, and
 * of the network namespace that it is in. Sources: proc_pid_stat(5), proc_pid_net(5), RFC 4022 and
 * 4113 for the counters of TCP and UDP.
 */
final class HostStats {
  private static final Path PROCESS = Path.of("/proc/self/stat");
  private static final Path DEVICES = Path.of("/proc/thread-self/net/dev");
  private static final Path COUNTERS = Path.of("/proc/thread-self/net/snmp");

  /** USER_HZ is 100 on every architecture but Alpha and IA-64. */
  private static final int UNIT_MILLIS = 10;

  /** Places behind the name of the command, which is in brackets. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  /** What a device's line has, in order; what is not asked for is named by nothing. */
  private static final List<String> DEVICE =
      List.of(
          "rx-bytes",
          "rx-packets",
          "rx-errors",
          "rx-dropped",
          "",
          "",
          "",
          "",
          "tx-bytes",
          "tx-packets",
          "tx-errors",
          "tx-dropped");

  private HostStats() {}

  /** Of now; what this kernel does not say is not there. */
  static Map<String, Long> of(InetAddress data) throws IOException {
    NetworkInterface device = NetworkInterface.getByInetAddress(data);
    return parse(
        Files.readString(PROCESS),
        Files.readAllLines(DEVICES),
        device == null ? "" : device.getName(),
        Files.readAllLines(COUNTERS));
  }

  static Map<String, Long> parse(
      String process, List<String> devices, String device, List<String> counters) {
    Map<String, Long> stats = new LinkedHashMap<>();
    String[] fields = process.substring(process.lastIndexOf(')') + 2).split(" ");
    stats.put(
        "cpu-ms",
        (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * UNIT_MILLIS);
    for (String line : devices) {
      int colon = line.indexOf(':');
      if (colon >= 0 && line.substring(0, colon).strip().equals(device)) {
        String[] words = line.substring(colon + 1).strip().split(" +");
        for (int i = 0; i < DEVICE.size(); i++) {
          if (!DEVICE.get(i).isEmpty()) {
            stats.put(DEVICE.get(i), Long.parseLong(words[i]));
          }
        }
      }
    }
    counter(stats, "tcp-retransmits", counters, "Tcp:", "RetransSegs");
    counter(stats, "udp-buffer-drops", counters, "Udp:", "RcvbufErrors");
    return stats;
  }

  /** A line of names, and one of numbers below it. */
  private static void counter(
      Map<String, Long> stats, String key, List<String> lines, String head, String name) {
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).startsWith(head) && lines.get(i + 1).startsWith(head)) {
        List<String> names = List.of(lines.get(i).split(" "));
        int at = names.indexOf(name);
        if (at >= 0) {
          stats.put(key, Long.parseLong(lines.get(i + 1).split(" ")[at]));
        }
        return;
      }
    }
  }
}
