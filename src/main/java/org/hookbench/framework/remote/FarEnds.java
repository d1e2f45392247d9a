package org.hookbench.framework.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.hookbench.framework.lanes.FarPeer;
import org.hookbench.framework.lanes.Lane;
import org.hookbench.framework.workload.FarEnd;
import org.hookbench.framework.workload.FarService;
import org.hookbench.kernel.netns.NetNs;

/** Opens the far end that {@code -p peer=} names. */
public final class FarEnds {
  /** How long an answer is waited for: longer than a cable is out for a moment, with TCP's own. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long a datagram's echo is waited for, before it counts as lost. */
  static final Duration LOSS = Duration.ofSeconds(1);

  private FarEnds() {}

  /** What a kind of peer serves. */
  public static Set<FarService> services(FarPeer.Kind kind) {
    return switch (kind) {
      case IPERF3 -> EnumSet.of(FarService.STREAM, FarService.DATAGRAMS);
      case STAMP, TWAMP -> EnumSet.of(FarService.UDP_ECHO);
      case ECHO -> EnumSet.of(FarService.TCP_ECHO, FarService.UDP_ECHO);
      case SSH, HOOKBENCH -> EnumSet.allOf(FarService.class);
    };
  }

  /**
   * Opens the far end of a lane. A session of {@code hookbench peer} begins here; the others begin
   * with what is asked for. To be called in the namespace in which the JVM was started.
   *
   * @param receives whether this host sends and the far end receives
   * @throws IOException where there is no session, in one line
   */
  public static FarEnd open(Lane lane, boolean receives) throws IOException {
    FarPeer peer = lane.peer().orElseThrow();
    InetAddress local = lane.sender().address();
    InetSocketAddress far = peer.address(local.getAddress().length == 4 ? 4 : 6);
    NetNs namespace = lane.sender().namespace();
    return switch (peer.kind()) {
      case IPERF3 -> new IperfFarEnd(peer, local, far, receives);
      case STAMP, TWAMP, ECHO -> new ReflectorFarEnd(peer, local, far);
      case SSH, HOOKBENCH -> PeerFarEnd.open(peer, namespace, local, far, receives);
    };
  }

  /** The part that each flow has of a rate; 0 is as fast as it goes. */
  static long ofEach(long rate, int flows) {
    return rate == 0 ? 0 : Math.max(1, rate / flows);
  }
}
