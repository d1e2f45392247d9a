package org.hookbench.workload;

import java.util.List;

/** The registry: every workload, by its benchmark class's simple name. */
public final class Workloads {
  /** Their names, in the order that tables show them. */
  public static final List<String> NAMES =
      List.of("TcpStream", "TcpRoundTrip", "UdpPackets", "TcpConnect", "UdpUnconnected");

  private Workloads() {}

  /**
   * Makes a workload.
   *
   * @param payload as {@code -p payload=} gives it; null for a workload that has none
   * @throws IllegalArgumentException in words for the user
   */
  public static Workload create(String name, String payload) {
    if (name.equals("TcpConnect")) {
      return new TcpConnect();
    }
    int bytes;
    try {
      bytes = Integer.parseInt(payload);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("payload=" + payload + " is not a number of bytes");
    }
    return switch (name) {
      case "TcpStream" -> new TcpStream(bytes);
      case "TcpRoundTrip" -> new TcpRoundTrip(bytes);
      case "UdpPackets" -> new UdpPackets(bytes);
      case "UdpUnconnected" -> new UdpPackets(bytes, false);
      default -> throw new IllegalArgumentException("unknown workload '" + name + "'");
    };
  }
}
