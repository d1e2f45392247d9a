package org.hookbench.tool.doctor;

import java.util.List;

/** TCP, and what else stands in a packet's way. */
final class NetworkChecks {
  private static final String TCP = "proc/sys/net/ipv4/tcp_";
  private static final String USUAL = "cubic";
  private static final String CONNTRACK = "nf_conntrack";
  private static final List<String> PACKET_FILTERS =
      List.of("nf_tables", "ip_tables", "ip6_tables", CONNTRACK, "br_netfilter");

  private NetworkChecks() {}

  static Finding congestion(Machine machine) {
    String available = machine.files().text(TCP + "available_congestion_control");
    String fact =
        machine.files().text(TCP + "congestion_control")
            + " by default; has "
            + available
            + "; allowed to all: "
            + machine.files().text(TCP + "allowed_congestion_control");
    return List.of(available.split(" ")).contains(USUAL)
        ? Finding.ok(fact, "runs take cubic on every route; -p congestion= takes another")
        : Finding.warning(
            fact,
            "runs take the default, and compare ill with runs elsewhere",
            "modprobe tcp_cubic");
  }

  static Finding netfilter(Machine machine) {
    List<String> modules = machine.files().list("sys/module");
    List<String> there = PACKET_FILTERS.stream().filter(modules::contains).toList();
    if (there.isEmpty()) {
      return Finding.ok("no packet filter is loaded");
    }
    String rules = "a new namespace has no rules, so none of them sees a measured packet";
    return Finding.ok(
        String.join(", ", there) + " loaded",
        there.contains(CONNTRACK)
            ? rules + ", unless nf_conntrack was loaded with enable_hooks=1"
            : rules);
  }
}
