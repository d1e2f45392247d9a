package org.hookbench.framework.testbed;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.hookbench.framework.evidence.ArmEvidence;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.kernel.netlink.LinkStats;
import org.hookbench.kernel.netlink.Rtnl;
import org.hookbench.kernel.netlink.SockDiag;
import org.hookbench.kernel.netlink.TcpInfo;
import org.jspecify.annotations.Nullable;

/**
 * What crossed the lanes that an arm was on, while it was there: devices and connections count from
 * their own beginning, with what other arms have sent before.
 */
final class Stays {
  private Optional<LinkStats> received = Optional.empty();
  private Optional<LinkStats> sent = Optional.empty();
  private long retransmits;
  private long bytesAcked;
  private Optional<LinkStats> receivedBefore = Optional.empty();
  private Optional<LinkStats> sentBefore = Optional.empty();
  private List<TcpInfo> tcpBefore = List.of();

  /** The arm comes to a lane. */
  void begin(OpenLane lane) {
    receivedBefore = Optional.of(received(lane));
    sentBefore = Optional.of(stats(lane.lane().sender()));
    tcpBefore = tcp(lane);
  }

  /** The arm leaves it. */
  void end(OpenLane lane) {
    LinkStats in = received(lane).since(receivedBefore.orElseThrow());
    LinkStats out = stats(lane.lane().sender()).since(sentBefore.orElseThrow());
    received = Optional.of(received.map(r -> r.plus(in)).orElse(in));
    sent = Optional.of(sent.map(s -> s.plus(out)).orElse(out));
    List<TcpInfo> now = tcp(lane);
    retransmits += sum(now, TcpInfo::retransmitsTotal) - sum(tcpBefore, TcpInfo::retransmitsTotal);
    bytesAcked += sum(now, TcpInfo::bytesAcked) - sum(tcpBefore, TcpInfo::bytesAcked);
    begin(lane);
  }

  /** What the receiving devices took in. */
  LinkStats received() {
    return received.orElseThrow();
  }

  /** What either device dropped. */
  long dropped() {
    return received.orElseThrow().rxDropped() + sent.orElseThrow().txDropped();
  }

  /**
   * The state of the first connection that the arm was on last, with the counts of all, or null.
   */
  ArmEvidence.@Nullable Tcp evidence() {
    // what the end of the last stay has read
    return tcpBefore.stream()
        .findFirst()
        .map(
            now ->
                new ArmEvidence.Tcp(
                    now.congestionControl(),
                    retransmits,
                    now.congestionWindow(),
                    now.mss(),
                    now.rttMicros(),
                    bytesAcked))
        .orElse(null);
  }

  private static long sum(List<TcpInfo> connections, ToLongFunction<TcpInfo> count) {
    return connections.stream().mapToLong(count).sum();
  }

  private static List<TcpInfo> tcp(OpenLane lane) {
    List<InetSocketAddress[]> connections = lane.flow().connections();
    if (connections.isEmpty()) {
      return List.of();
    }
    try (SockDiag diag = SockDiag.open(lane.lane().sender().namespace())) {
      return connections.stream().map(ends -> diag.tcpInfo(ends[0], ends[1])).toList();
    }
  }

  /** What the receiver's device has taken in since it was made, by the link or otherwise. */
  static LinkStats received(OpenLane lane) {
    LinkStats counted = stats(lane.lane().receiver());
    return counted.plusReceived(lane.flow().uncountedPackets(), lane.flow().uncountedBytes());
  }

  /** What a device has counted since it was made. */
  static LinkStats stats(Lane.End end) {
    try (Rtnl rtnl = Rtnl.open(end.namespace())) {
      return rtnl.get(end.ifindex()).stats();
    }
  }
}
