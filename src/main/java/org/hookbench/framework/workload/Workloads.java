package org.hookbench.framework.workload;

import java.util.List;
import org.hookbench.UsageException;

/** The workloads that HookBench has itself, by the simple names of their benchmark classes. */
public final class Workloads {
  /** Their names, in the order that tables show them. */
  public static final List<String> NAMES =
      List.of(
          "TcpStream",
          "TcpRoundTrip",
          "UdpRoundTrip",
          "UdpPackets",
          "TcpConnect",
          "UdpUnconnected",
          "KernelPackets");

  private static final String SOME_BYTES = "64";

  private Workloads() {}

  /** Each of them, with some payload. */
  public static List<Workload> all() {
    return NAMES.stream().map(name -> create(name, SOME_BYTES)).toList();
  }

  /** One whose traffic consists of an event, with some payload. */
  public static Workload with(Event event) {
    return all().stream().filter(w -> event.isIn(w.events())).findFirst().orElseThrow();
  }

  /**
   * Makes a workload.
   *
   * @param payload as {@code -p payload=} gives it; TcpConnect has none
   * @throws UsageException where there is none of that name, or the payload is no number that fits
   */
  public static Workload create(String name, String payload) {
    if (name.equals("TcpConnect")) {
      return new TcpConnect();
    }
    int bytes;
    try {
      bytes = Integer.parseInt(payload);
    } catch (NumberFormatException e) {
      throw new UsageException("payload=" + payload + " is not a number of bytes");
    }
    return switch (name) {
      case "TcpStream" -> new TcpStream(bytes);
      case "TcpRoundTrip" -> new TcpRoundTrip(bytes);
      case "UdpRoundTrip" -> new UdpRoundTrip(bytes);
      case "UdpPackets" -> new UdpPackets(bytes);
      case "UdpUnconnected" -> new UdpPackets(bytes, false);
      case "KernelPackets" -> new KernelPackets(bytes, "ingress");
      default -> throw new UsageException("unknown workload '" + name + "'");
    };
  }
}
